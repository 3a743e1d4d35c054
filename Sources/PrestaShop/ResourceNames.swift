/// Names of resources and of the elements that hold one of their records. The webservice has no list of the latter,
/// but a rule and two exceptions cover all 69 resources of 8.2.1 (recorded synopses).
enum ResourceNames {
  /// The element of one record: "orders" -> "order".
  static func node(of resource: String) -> String {
    switch resource {
    case "content_management_system": return "content"
    case "order_discounts": return "order_cart_rule"
    default: break
    }
    if resource.hasSuffix("ies") { return resource.dropLast(3) + "y" }
    if resource.hasSuffix("sses") || resource.hasSuffix("xes") { return String(resource.dropLast(2)) }
    return resource.hasSuffix("s") ? String(resource.dropLast()) : resource
  }

  /// What the servers may call a canonical resource, the usual name first.
  static func serverNames(of resource: String) -> [String] {
    switch resource {
    // 1.6 answers under the old name with rows of the new one.
    case "order_cart_rules": ["order_cart_rules", "order_discounts"]
    default: [resource]
    }
  }

  /// The resource that a field with an id points to, by the field's name; nil: it is a plain number.
  static func target(of field: String, in resource: String) -> String? {
    switch field {
    case "current_state", "id_order_state": "order_states"
    case "product_id", "id_product", "gift_product": "products"
    case "product_attribute_id", "id_product_attribute", "id_default_combination", "cache_default_attribute",
      "gift_product_attribute":
      "combinations"
    case "id_address", "id_address_delivery", "id_address_invoice": "addresses"
    case "id_cart": "carts"
    case "id_cart_rule": "cart_rules"
    case "id_carrier": "carriers"
    case "id_category", "id_category_default": "categories"
    case "id_parent" where resource == "categories": "categories"
    case "id_contact": "contacts"
    case "id_country": "countries"
    case "id_currency": "currencies"
    case "id_customer": "customers"
    case "id_customer_thread": "customer_threads"
    case "id_customization": "customizations"
    case "id_employee": "employees"
    case "id_feature": "product_features"
    case "id_feature_value": "product_feature_values"
    case "id_attribute_group": "product_options"
    case "id_group", "id_default_group": "groups"
    case "id_guest": "guests"
    case "id_lang": "languages"
    case "id_manufacturer": "manufacturers"
    case "id_order": "orders"
    case "id_order_detail": "order_details"
    case "id_order_invoice": "order_invoices"
    case "id_shop", "id_shop_default": "shops"
    case "id_shop_group": "shop_groups"
    case "id_specific_price_rule": "specific_price_rules"
    case "id_state": "states"
    case "id_supplier": "suppliers"
    case "id_tax": "taxes"
    case "id_tax_rules_group": "tax_rule_groups"
    case "id_warehouse": "warehouses"
    case "id_zone": "zones"
    default: nil
    }
  }

  /// The resource whose ids an association lists: most are named after it.
  static func target(ofAssociation name: String) -> String {
    switch name {
    case "accessories", "product_bundle": "products"
    default: name
    }
  }
}
