import Foundation
import Logging
import Records
import Synchronization
import Transport
import XMLStream

/// Requests and answers of one shop: builds addresses, reads answers while they arrive, and turns everything that is
/// no good answer into a fault. It knows nothing of records.
final class ShopClient: Sendable {
  let configuration: PrestaShopConfiguration
  let transport: any ShopTransport
  private let logger: Logger
  private let authorization: String
  private let noticed = Mutex<XMLWrapping?>(nil)
  private let version = Mutex<ShopVersion?>(nil)

  init(_ configuration: PrestaShopConfiguration, transport: any ShopTransport, logger: Logger) {
    self.configuration = configuration
    self.transport = transport
    self.logger = logger
    authorization = "Basic " + Data((configuration.key + ":").utf8).base64EncodedString()
  }

  /// What last surrounded a document, so that an examination can tell it.
  var lastWrapping: XMLWrapping? { noticed.withLock { $0 } }

  /// The version that the last good answer told.
  var lastVersion: ShopVersion? { version.withLock { $0 } }

  func statistics() -> TransportStatistics { transport.statistics() }
  func shutdown() async { await transport.shutdown() }

  /// The rows of a list. An answer that is not a list, with its container, is never an empty list.
  /// - Parameter shopID: nil: the connection's own.
  func list(_ query: ShopQuery, shopID: Int? = nil) async throws(Fault) -> ShopAnswer {
    let url = query.url(api: configuration.apiURL, shopID: shopID ?? configuration.shopID)
    let answer = try await read(url, resource: query.resource, recordDepth: 2)
    guard answer.containers.count >= 2, answer.containers[1] != "api" else {
      throw Fault(
        .road, "SHOP_XML_INVALID", "The shop's answer is no list.",
        context: ["resource": query.resource, "answer": answer.excerpt],
        hint: "A module changes the webservice's answers.")
    }
    return try withoutStrays(answer, resource: query.resource)
  }

  /// A small document: the API's root, a schema. Its root's children are the elements.
  func document(_ path: String, parameters: [(String, String)] = []) async throws(Fault) -> ShopAnswer {
    let url = ShopURL.make(
      api: configuration.apiURL, path: path, parameters: [("id_shop", String(configuration.shopID))] + parameters)
    return try await read(url, resource: path, recordDepth: 1)
  }

  /// Sends a document. The answer is returned whatever it says; only the road is thrown.
  func send(
    _ method: String, _ resource: String, body: [UInt8]? = nil, parameters: [(String, String)] = []
  ) async throws(TransportFailure) -> ShopAnswer {
    let url = ShopURL.make(
      api: configuration.apiURL, path: resource, parameters: [("id_shop", String(configuration.shopID))] + parameters)
    let request = HTTPRequest(
      method: method, url: url, headers: headers,
      body: body.map { .bytes($0, contentType: "text/xml; charset=utf-8") } ?? .none, effect: .write,
      label: "\(method) \(resource)")
    return try await answer(to: request, recordDepth: 1)
  }

  var headers: [(name: String, value: String)] {
    [(name: "Authorization", value: authorization), (name: "Output-Format", value: "XML")]
  }

  /// What the transport has repeated already, and what repeating does not change.
  private static let final: Set = [
    "SHOP_UNREACHABLE", "SHOP_TIMEOUT", "SHOP_THROTTLES", "SHOP_MAINTENANCE", "SHOP_TOO_LARGE", "SHOP_CHARSET",
    "CANCELLED",
  ]

  /// Reads are tried again when the answer was no answer: the client below only repeats those that never began, or that the server put
  /// off.
  private func read(_ url: String, resource: String, recordDepth: Int) async throws(Fault) -> ShopAnswer {
    var attempt = 1
    while true {
      do {
        return try await readOnce(url, resource: resource, recordDepth: recordDepth)
      } catch {
        guard attempt < configuration.maximumAttempts, error.family == .road, !Self.final.contains(error.code) else {
          throw error
        }
        logger.debug("reading again", metadata: ["resource": "\(resource)", "code": "\(error.code)"])
        let pause = Backoff(base: configuration.retryPause).delay(
          afterFailures: attempt, random: .random(in: 0 ... .max))
        // A cancelled sleep returns early: the next attempt then fails by itself.
        try? await Task.sleep(for: pause)
        attempt += 1
      }
    }
  }

  private func readOnce(_ url: String, resource: String, recordDepth: Int) async throws(Fault) -> ShopAnswer {
    let request = HTTPRequest(
      method: "GET", url: url, headers: headers, body: .none, effect: .read, label: "GET \(resource)")
    let answer: ShopAnswer
    do {
      answer = try await self.answer(to: request, recordDepth: recordDepth)
    } catch {
      throw RoadFault.fault(for: error, resource: resource)
    }
    guard answer.isSuccess else {
      throw AnswerFault(method: "GET", resource: resource, isWrite: false).fault(for: answer)
    }
    return answer
  }

  private func answer(to request: HTTPRequest, recordDepth: Int) async throws(TransportFailure) -> ShopAnswer {
    try await answer(to: request) { body in
      try await self.parse(body, label: request.label, recordDepth: recordDepth)
    }
  }

  /// - Parameter read: reads the answer's body to its end.
  func answer(
    to request: HTTPRequest, _ read: @Sendable (ShopBody) async throws -> ShopAnswer
  ) async throws(TransportFailure) -> ShopAnswer {
    do {
      return try await read(try await transport.open(request))
    } catch let failure as TransportFailure {
      throw failure
    } catch {
      let kind: TransportFailure.Kind = error is CancellationError ? .cancelled : .closed
      throw TransportFailure(
        kind: kind, effect: request.effect == .read ? .none : .unknown, message: "\(error)", attempts: 1,
        label: request.label)
    }
  }

  private func parse(_ body: ShopBody, label: String, recordDepth: Int) async throws -> ShopAnswer {
    var answer = ShopAnswer(status: body.status, headers: body.headers)
    let parser = XMLRecordParser(root: "prestashop", recordDepth: recordDepth)
    var beginning: [UInt8] = []
    while let piece = try await body.next() {
      if beginning.count < 2000 { beginning += piece.prefix(2000 - beginning.count) }
      guard answer.failure == nil else { continue }
      do {
        answer.elements += try parser.feed(piece)
      } catch {
        // The rest is read and thrown away, so that the connection can be used again.
        answer.failure = error
      }
    }
    if answer.failure == nil {
      do { answer.elements += try parser.finish() } catch { answer.failure = error }
    }
    answer.containers = parser.containers
    answer.wrapping = parser.wrapping
    answer.excerpt = Excerpt.shorten(String(decoding: beginning, as: UTF8.self))
    if answer.isSuccess, let told = answer.version { version.withLock { $0 = told } }
    if answer.failure == nil, !answer.wrapping.isEmpty { note(answer.wrapping, label: label) }
    return answer
  }

  private func note(_ wrapping: XMLWrapping, label: String) {
    noticed.withLock { $0 = wrapping }
    logger.warning(
      "The shop printed something around its XML", metadata: ["request": "\(label)", "text": "\(wrapping)"])
  }

  /// Notices may stand between the rows: `<br />`, `<b>`. They are no rows; anything else without an id is an error.
  private func withoutStrays(_ answer: ShopAnswer, resource: String) throws(Fault) -> ShopAnswer {
    let page: Set = ["br", "b", "i", "p", "pre", "font", "table", "div", "span", "script", "style", "hr"]
    var answer = answer
    let strays = answer.elements.filter { page.contains($0.name) }
    guard !strays.isEmpty else { return answer }
    answer.elements.removeAll { page.contains($0.name) }
    note(XMLWrapping(inside: Excerpt.shorten(strays.map(\.text).joined(separator: " "))), label: "GET \(resource)")
    return answer
  }
}
