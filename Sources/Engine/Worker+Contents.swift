import Foundation
import Mapping
import Records

/// Bytes on their way from one system to the other: through files, a few at a time, so that neither memory nor disk fills with them.
extension Worker {
  /// For how many writes there are files on this machine at once.
  static let contentPartSize = 8

  /// The fields of the mapping's documents that are content at the target.
  func contentFields(_ mapping: Mapping) -> Set<String> {
    guard let schema = targetSchema(mapping) else { return [] }
    return Set(mapping.fields.map(\.name).filter { schema.field($0)?.kind == .content })
  }

  /// The fields that the target does not show as they were sent.
  func opaqueFields(_ mapping: Mapping) -> Set<String> {
    if let known = opaqueOfFlow[mapping.name] { return known }
    guard let schema = targetSchema(mapping) else { return [] }
    let rewritten = mapping.fields.map(\.name).filter { schema.field($0)?.isRewritten == true }
    let opaque = contentFields(mapping).union(rewritten)
    opaqueOfFlow[mapping.name] = opaque
    return opaque
  }

  /// Fetches what these writes carry. A record whose bytes cannot be fetched ends here.
  func fetchContents(_ batch: inout Batch, _ indexes: [Int], to folder: ContentFolder) async throws {
    let fields = contentFields(batch.mapping)
    let source = try connector(batch.mapping.source.system)
    for index in indexes {
      do {
        for field in fields.sorted() {
          guard let content = batch.items[index].write?.fields[field]?.text else { continue }
          let path = try folder.newPath()
          try await source.fetch(content, to: path)
          batch.items[index].write?.files[content] = path
        }
      } catch let fault as Fault {
        batch.quarantine(index, fault)
      }
    }
  }
}
