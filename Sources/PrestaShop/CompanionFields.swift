import Records
import XMLStream

/// Fields that go with others: the shop forgets them, or goes by them, when those are written.
///
/// - A combination's pictures go when its option values are set (measured on 8.2.1 and 1.7.8): they are sent along as they are.
/// - `cache_default_attribute`, which the shop's lists go by, follows a product's `id_default_combination`. Written, that takes the flag from
///   the former default combination first (measured on 8.2.1, 1.7.8 and 1.6.1).
/// - A pack keeps its `product_type`, for its contents hide without it, and so does a virtual product, which the shop calls so itself whenever it is
///   saved (Product::update): whether it is one is told by `is_virtual`.
enum CompanionFields {
  /// What of the record as it is has to be known for them.
  static func needed(for write: Write, of resource: ShopResource) -> [ShopQuery.Display] {
    (losesImages(write, resource) ? [.association("images", ["id"])] : [])
      + (namesType(write, resource) ? ["product_type", "is_virtual", "cache_is_pack"].map { .field($0) } : [])
  }

  /// The write's fields with those that go with them.
  /// - Parameter current: the record as it is; nil: it is new.
  static func whole(_ write: Write, current: XMLElement?, of resource: ShopResource) -> [String: Value] {
    var fields = write.fields
    if losesImages(write, resource), let current { fields["images"] = .list(images(of: current).map(Value.integer)) }
    if resource.name == "products", let combination = fields["id_default_combination"],
      fields["cache_default_attribute"] == nil, resource.schema.field("cache_default_attribute") != nil
    {
      fields["cache_default_attribute"] = combination
    }
    if namesType(write, resource), let current, keepsType(current, fields) { fields["product_type"] = nil }
    return fields
  }

  private static func losesImages(_ write: Write, _ resource: ShopResource) -> Bool {
    resource.name == "combinations" && write.fields["product_option_values"] != nil && write.fields["images"] == nil
  }

  private static func namesType(_ write: Write, _ resource: ShopResource) -> Bool {
    guard resource.name == "products", write.fields["product_type"] != nil,
      let field = resource.schema.field("product_type")
    else { return false }
    return !resource.isAbsent(field)
  }

  private static func keepsType(_ product: XMLElement, _ fields: [String: Value]) -> Bool {
    let isPack = product.child("cache_is_pack")?.text == "1" || product.child("product_type")?.text == "pack"
    return isPack || fields["is_virtual"] == nil && product.child("is_virtual")?.text == "1"
  }

  private static func images(of combination: XMLElement) -> [Int] {
    (combination.child("associations")?.child("images")?.children ?? []).compactMap(ValueReader.id)
  }
}
