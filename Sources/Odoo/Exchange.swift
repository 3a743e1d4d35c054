import Foundation
import Records
import Transport

/// One JSON request and its answer over HTTP: what both protocols have in common.
struct Exchange: Sendable {
  struct Answer: Sendable {
    var status: Int
    var document: JSON
    var serverTime: Instant?
  }

  let baseURL: String
  /// Puts a request on the wire; throws `TransportFailure`.
  let transfer: @Sendable (HTTPRequest) async throws -> HTTPResponse
  /// Takes secrets out of what is quoted of an answer.
  let redact: @Sendable (String) -> String

  init(client: HTTPClient, baseURL: String) {
    self.init(baseURL: baseURL, transfer: client.send, redact: client.redact)
  }

  init(
    baseURL: String, transfer: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse,
    redact: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.baseURL = baseURL
    self.transfer = transfer
    self.redact = redact
  }

  /// - Throws: `CallFailure` for a broken road and for anything that is not Odoo's JSON. A JSON document is returned
  ///   whatever its status.
  func send(
    _ method: String, _ path: String, headers: [(name: String, value: String)] = [], body: JSON?,
    effect: OdooCall.Effect, label: String
  ) async throws(CallFailure) -> Answer {
    let content: HTTPBody
    do {
      content = try body.map { .bytes(try $0.bytes(), contentType: "application/json") } ?? .none
    } catch {
      throw CallFailure(
        Fault(.record, "ERP_VALUE_REFUSED", "A value cannot be written as JSON.", context: ["call": label]))
    }
    let request = HTTPRequest(
      method: method, url: baseURL + path, headers: headers + [("Accept", "application/json")], body: content,
      effect: effect == .read ? .read : .write, label: label)
    do {
      let response = try await transfer(request)
      return try judge(response, effect: effect, label: label)
    } catch let failure as CallFailure {
      throw failure
    } catch let failure as TransportFailure {
      throw RoadTable.failure(failure, effect: effect, url: baseURL)
    } catch {
      throw CallFailure(
        Fault(.road, "ERP_UNREACHABLE", "The request to Odoo was given up.", context: ["call": label]),
        effect == .write ? .unknown : .nothing)
    }
  }

  private func judge(_ response: HTTPResponse, effect: OdooCall.Effect, label: String) throws(CallFailure) -> Answer {
    let serverTime = response.headers["Date"].flatMap(Self.instant(httpDate:))
    do {
      return Answer(
        status: response.status, document: try JSONReader.read(response.body), serverTime: serverTime)
    } catch {
      let start = redact(String(decoding: response.body.prefix(200), as: UTF8.self))
      throw RoadTable.failure(
        status: response.status, start: start, location: response.headers["Location"],
        retryAfter: response.headers["Retry-After"].flatMap(Int.init), effect: effect, label: label)
    }
  }

  /// Reads "Sat, 21 Nov 2026 22:20:45 GMT" (RFC 9110, 5.6.7).
  static func instant(httpDate text: String) -> Instant? {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let parts = text.split(separator: " ")
    guard parts.count == 6, let month = months.firstIndex(of: String(parts[2])) else { return nil }
    let number = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
    return Instant(utc: "\(parts[3])-\(number)-\(parts[1]) \(parts[4])")
  }
}
