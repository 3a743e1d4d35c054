import Foundation

/// What `passerelle verify --format json` counted.
struct VerifyVerdict: Decodable {
  let compared: Int
  let differing: Int
  /// Looked at, but the mapping does not let them in.
  let left: Int

  /// - Throws: `DecodingError` when the program printed something else.
  init(log: String) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(log.utf8))
  }
}
