import Records
import XMLStream

/// Virtual fields that own a part of an association and leave the rest as the shop's staff made it. Written as they are, associations are
/// replaced as a whole.
///
/// | field of products | written | read |
/// |---|---|---|
/// | `default_category` | moves the default category: it joins the product's categories, the former default leaves them, all others stay | the default category |
/// | `own_features` | rows `{id, id_feature_value}`: a feature named here has these values and no others, or none where `id_feature_value` is null; features that are not named stay | never shown |
///
/// `id_default_combination` is the shop's own such field: written, it takes the flag from the former default combination first (measured on
/// 8.2.1, 1.7.8 and 1.6.1); `cache_default_attribute`, which the lists of the shop go by, goes with it.
enum OwnPart {
  static let category = "default_category"
  static let features = "own_features"

  private static let columns = [
    FieldSchema("id", .reference("product_features"), isFilterable: false),
    FieldSchema("id_feature_value", .reference("product_feature_values"), isFilterable: false),
  ]

  /// - Parameter fields: the resource's own.
  static func schema(_ resource: String, _ fields: [FieldSchema]) -> [FieldSchema] {
    guard resource == "products" else { return [] }
    let names = Set(fields.map(\.name))
    guard names.isSuperset(of: ["id_category_default", "categories", "product_features"]) else { return [] }
    return [
      FieldSchema(category, .reference("categories"), serverName: "id_category_default"),
      FieldSchema(features, .rows(columns), serverName: "product_features", isFilterable: false, isRewritten: true),
    ]
  }

  /// What of the record as it is these fields have to look at.
  static func needed(for write: Write, of resource: ShopResource) -> [ShopQuery.Display] {
    if losesImages(write, resource) { return [.association("images", ["id"])] }
    guard resource.name == "products" else { return [] }
    var display: [ShopQuery.Display] = []
    if write.fields[category] != nil, write.fields["categories"] == nil {
      display += [.field("id_category_default"), .association("categories", ["id"])]
    }
    if write.fields[features] != nil, write.fields["product_features"] == nil {
      display.append(.association("product_features", ["id", "id_feature_value"]))
    }
    return display
  }

  /// The write's fields, with whole associations in place of these.
  /// - Parameter current: the record as it is; nil: it is new.
  static func whole(_ write: Write, current: XMLElement?, of resource: ShopResource) -> [String: Value] {
    var fields = write.fields
    if losesImages(write, resource), let current { fields["images"] = .list(images(of: current).map(Value.integer)) }
    guard resource.name == "products" else { return fields }
    if let wanted = fields.removeValue(forKey: category) {
      fields["id_category_default"] = wanted
      fields["categories"] = .list(categories(wanted, fields["categories"]?.list, current))
    }
    if let rows = fields.removeValue(forKey: features)?.list, fields["product_features"] == nil {
      fields["product_features"] = .list(merged(rows, current))
    }
    if let combination = fields["id_default_combination"], fields["cache_default_attribute"] == nil,
      resource.schema.field("cache_default_attribute") != nil
    {
      fields["cache_default_attribute"] = combination
    }
    return fields
  }

  /// The shop forgets a combination's pictures when its option values are set (measured on 8.2.1 and 1.7.8): they are sent along.
  private static func losesImages(_ write: Write, _ resource: ShopResource) -> Bool {
    resource.name == "combinations" && write.fields["product_option_values"] != nil && write.fields["images"] == nil
  }

  private static func images(of combination: XMLElement) -> [Int] {
    (combination.child("associations")?.child("images")?.children ?? []).compactMap(ValueReader.id)
  }

  private static func categories(_ wanted: Value, _ given: [Value]?, _ current: XMLElement?) -> [Value] {
    let former = current?.child("id_category_default").flatMap { Int($0.text) }
    let rows = current?.child("associations")?.child("categories")?.children ?? []
    let present = rows.compactMap { ($0.child("id")?.text).flatMap { Int($0) } }
    let kept = given ?? present.filter { $0 != former }.map(Value.integer)
    return wanted.isEmpty || kept.contains(wanted) ? kept : kept + [wanted]
  }

  private static func merged(_ rows: [Value], _ current: XMLElement?) -> [Value] {
    let named = Set(rows.compactMap { $0.map?["id"]?.integer })
    let present = current?.child("associations")?.child("product_features")?.children ?? []
    let kept = present.compactMap { row -> Value? in
      guard let id = (row.child("id")?.text).flatMap({ Int($0) }), !named.contains(id),
        let value = (row.child("id_feature_value")?.text).flatMap({ Int($0) })
      else { return nil }
      return ["id": .integer(id), "id_feature_value": .integer(value)]
    }
    return kept + rows.filter { ($0.map?["id_feature_value"]?.integer ?? 0) > 0 }
  }
}
