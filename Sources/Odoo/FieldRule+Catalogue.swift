extension FieldRule {
  /// What only some versions have, or some modules: the shop of Odoo itself (website_sale) among them.
  static let catalogue: [FieldRule] = [
    FieldRule(model: "product.product", canonical: Combination.field, form: .combination),
    // Up to 17 a storable product is a third type; from 18 on it is one of the goods.
    FieldRule(model: "product.template", canonical: "type", form: .folded("product", into: "consu")),
    FieldRule(model: "product.product", canonical: "type", form: .folded("product", into: "consu")),
    FieldRule(model: "product.attribute", canonical: "active", form: .optional(.bool)),
    FieldRule(model: "product.attribute", canonical: "visibility", form: .optional(.text)),
    FieldRule(model: "product.attribute.value", canonical: "active", form: .optional(.bool)),
    FieldRule(model: "product.attribute.value", canonical: "image", form: .optional(.content)),
    FieldRule(model: "product.attribute.value", canonical: "default_extra_price", form: .optional(.decimal)),
    FieldRule(model: "product.template.attribute.line", canonical: "sequence", form: .optional(.integer)),
    FieldRule(model: "product.supplierinfo", canonical: "discount", form: .optional(.decimal)),
    FieldRule(model: "product.tag", canonical: "sequence", form: .optional(.integer)),
    FieldRule(model: "product.tag", canonical: "visible_to_customers", form: .optional(.bool)),
    FieldRule(model: "product.tag", canonical: "visible_on_ecommerce", form: .optional(.bool)),
    FieldRule(model: "product.pricelist.item", canonical: "active", form: .optional(.bool)),
    FieldRule(model: "product.pricelist.item", canonical: "price_markup", form: .optional(.decimal)),
    FieldRule(model: "product.pricelist.item", canonical: "display_applied_on", form: .optional(.text)),
    FieldRule(model: "account.tax", canonical: "price_include_override", form: .optional(.text)),
    FieldRule(model: "product.template", canonical: "website_description", form: .optional(.texts)),
    FieldRule(model: "product.template", canonical: "description_ecommerce", form: .optional(.texts)),
    FieldRule(model: "product.template", canonical: "website_meta_title", form: .optional(.texts)),
    FieldRule(model: "product.template", canonical: "website_meta_description", form: .optional(.texts)),
    FieldRule(model: "product.template", canonical: "is_published", form: .optional(.bool)),
    FieldRule(model: "product.template", canonical: "website_sequence", form: .optional(.integer)),
    FieldRule(model: "product.template", canonical: "compare_list_price", form: .optional(.decimal)),
    FieldRule(
      model: "product.template", canonical: "public_categ_ids", form: .optional(.references("product.public.category"))),
    FieldRule(
      model: "product.template", canonical: "product_template_image_ids", form: .optional(.references("product.image"))),
    FieldRule(
      model: "product.product", canonical: "product_variant_image_ids", form: .optional(.references("product.image"))),
    FieldRule(model: "product.image", canonical: "write_date", form: .optional(.instant)),
    FieldRule(model: "product.image", canonical: "name", form: .optional(.text)),
    FieldRule(model: "product.image", canonical: "sequence", form: .optional(.integer)),
    FieldRule(model: "product.image", canonical: "image_1920", form: .optional(.content)),
    FieldRule(model: "product.image", canonical: "video_url", form: .optional(.text)),
    FieldRule(
      model: "product.image", canonical: "product_tmpl_id", form: .optional(.reference("product.template"))),
    FieldRule(
      model: "product.image", canonical: "product_variant_id", form: .optional(.reference("product.product"))),
    FieldRule(model: "product.public.category", canonical: "write_date", form: .optional(.instant)),
    FieldRule(model: "product.public.category", canonical: "name", form: .optional(.texts)),
    FieldRule(model: "product.public.category", canonical: "sequence", form: .optional(.integer)),
    FieldRule(
      model: "product.public.category", canonical: "parent_id", form: .optional(.reference("product.public.category"))),
  ]
}
