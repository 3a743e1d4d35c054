import Foundation
import GRDB
import Records

/// How whole values are kept in a text column: JSON, with sorted keys so that equal values are equal texts.
enum StoredText {
  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decode<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// A value of a closed set; anything else means that the file was changed by something else.
  static func member<T: RawRepresentable<String>>(_ type: T.Type, _ text: String) throws -> T {
    guard let value = T(rawValue: text) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "unknown \(type): \(text)")
    }
    return value
  }

  /// Keys as one JSON array, for `json_each`: however many they are, they are one argument of one prepared statement.
  static func list(_ keys: some Sequence<RecordKey>) throws -> String { try encode(keys.map(\.description)) }
}
