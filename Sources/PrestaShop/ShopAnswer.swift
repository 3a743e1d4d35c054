import Foundation
import Records
import Transport
import XMLStream

/// An answer, read to its end.
struct ShopAnswer: Sendable {
  var status: Int
  var headers: HTTPHeaders
  /// The names of the elements above the records: `["prestashop", "orders"]`.
  var containers: [String] = []
  var elements: [XMLElement] = []
  /// The beginning of the body, shortened to one line, for messages.
  var excerpt = ""
  var wrapping = XMLWrapping()
  /// Why there is no document; nil when there is one.
  var failure: XMLFailure?

  var errors: [ShopError] {
    switch containers.last {
    case "errors": ShopError.all(in: elements)
    default: elements.filter { $0.name == "errors" }.flatMap { ShopError.all(in: $0.children) }
    }
  }

  var isSuccess: Bool { (200...201).contains(status) && failure == nil && errors.isEmpty }

  var version: ShopVersion? { headers["PSWS-Version"].flatMap { ShopVersion($0) } }

  /// The server's clock: its `Date` header.
  var serverTime: Instant? { headers["Date"].flatMap { HTTPDate.parse($0) } }
}
