import Foundation
import Records
import XMLStream

/// Rows of one resource as records: which fields to ask for, which conditions to send and to check.
struct ListRequest: Sendable {
  let resource: ShopResource
  let context: ShopContext
  let plan: ConditionPlan
  /// What the caller wants to see.
  private let wanted: Set<String>
  private let display: [ShopQuery.Display]
  private let reader: ValueReader

  /// - Parameters:
  ///   - fields: canonical names; the id always comes.
  ///   - alsoNeeded: fields that the reading itself looks at, and that the caller gets too.
  init(
    _ resource: ShopResource, _ context: ShopContext, fields: [String], conditions: [Condition],
    alsoNeeded: [String] = []
  ) throws(Fault) {
    self.resource = resource
    self.context = context
    plan = try ConditionPlan(conditions, of: resource, zone: context.zone)
    wanted = Set(fields + alsoNeeded + ["id"])
    display = try resource.display((fields + alsoNeeded).sorted() + plan.fields.sorted())
    reader = ValueReader(resource: resource, context: context)
  }

  /// The list's query, with the conditions' filters and whatever the reading adds.
  func query(
    adding filters: [ShopQuery.Filter] = [], sort: [ShopQuery.Sort] = [.init(field: "id")], limit: Int? = nil,
    offset: Int = 0
  )
    -> ShopQuery
  {
    ShopQuery(
      resource: resource.serverName, display: display, filters: plan.filters + filters, sort: sort, limit: limit,
      offset: offset)
  }

  /// All rows at once that hold the conditions: no order where a text of any language is looked for.
  func lookup(adding filter: ShopQuery.Filter? = nil, by field: FieldSchema? = nil) -> ShopQuery {
    var isTranslated = false
    if case .texts? = field?.kind { isTranslated = true }
    let translated = isTranslated ? nil : plan.translated
    let filters = [filter, translated].compactMap(\.self)
    return query(adding: filters, sort: isTranslated || translated != nil ? [] : [.init(field: "id")])
  }

  /// The rows that hold the conditions, with the wanted fields only.
  func records(_ elements: [XMLElement]) throws(Fault) -> [Record] {
    let all = wanted.union(plan.fields)
    var records: [Record] = []
    for element in elements {
      var record = try reader.record(element, fields: all)
      guard plan.holds(record) else { continue }
      if all.count > wanted.count { record.fields = record.fields.filter { wanted.contains($0.key) } }
      records.append(record)
    }
    return records
  }
}
