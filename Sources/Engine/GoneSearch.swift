import Foundation
import Records

/// Finds, beside a complete pass over the source by key, the linked records that do not occur in it. Both come in the order of their keys.
struct GoneSearch: Sendable, Codable {
  /// Linked, and not in the pass so far.
  private(set) var missing: [RecordKey] = []
  private(set) var seen = 0

  /// - Parameters:
  ///   - links: the source keys of the links up to the page's last key.
  ///   - page: the keys that the source has there.
  mutating func take(links: [RecordKey], page: Set<RecordKey>) {
    seen += page.count
    missing += links.filter { !page.contains($0) }
    // One more than the limit tells that it was passed; more need not be remembered.
    if missing.count > Worker.goneLimit { missing = Array(missing.prefix(Worker.goneLimit + 1)) }
  }

  /// Why nothing may be concluded from this pass.
  func doubt(flow: String) -> Fault? {
    guard !missing.isEmpty, seen == 0 || missing.count > Worker.goneLimit else { return nil }
    return Fault(
      .configuration, "GONE_DOUBTFUL",
      seen == 0
        ? "The source shows no record at all: nothing is taken for deleted."
        : "More than \(Worker.goneLimit) records seem to have gone from the source: none is taken for deleted.",
      context: ["flow": flow],
      hint: "Look at the rights of the connection's user at the source.")
  }
}
