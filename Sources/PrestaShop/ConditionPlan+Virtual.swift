import Foundation
import Records

extension ConditionPlan {
  /// Of a resource that the connector puts together itself: none of its fields exists at the server under its name, so every condition is
  /// checked here. Throws UNKNOWN_FIELD, also for `fields`, which are to be read.
  init(
    _ conditions: [Condition], ofVirtual schema: ResourceSchema, fields: [String], zone: TimeZone
  ) throws(Fault) {
    var schema = schema
    for index in schema.fields.indices { schema.fields[index].isFilterable = false }
    let resource = ShopResource(schema: schema, serverName: schema.name)
    for field in fields { _ = try resource.field(field) }
    try self.init(conditions, of: resource, zone: zone)
  }
}
