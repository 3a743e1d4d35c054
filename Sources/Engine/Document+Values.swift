import Mapping
import Records

extension Document {
  /// The fields as they are sent when the record is created.
  var values: [String: Value] {
    Dictionary(fields.map { ($0.rule.name, $0.value) }, uniquingKeysWith: { _, last in last })
  }
}
