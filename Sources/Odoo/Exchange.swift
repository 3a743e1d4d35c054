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

  /// An answer whose body is pulled piece by piece; `next` is nil after the last one.
  struct Download: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var next: @Sendable () async throws -> [UInt8]?
  }

  let baseURL: String
  /// Puts a request on the wire; throws `TransportFailure`.
  let transfer: @Sendable (HTTPRequest) async throws -> HTTPResponse
  /// The same, for an answer that is not to be held as a whole.
  let open: @Sendable (HTTPRequest) async throws -> Download
  /// Takes secrets out of what is quoted of an answer.
  let redact: @Sendable (String) -> String

  init(client: HTTPClient, baseURL: String) {
    self.init(
      baseURL: baseURL, transfer: client.send,
      open: { request in
        let stream = try await client.stream(request)
        return Download(status: stream.status, headers: stream.headers, next: { try await stream.next() })
      }, redact: client.redact)
  }

  init(
    baseURL: String, transfer: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse,
    open: @escaping @Sendable (HTTPRequest) async throws -> Download,
    redact: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.baseURL = baseURL
    self.transfer = transfer
    self.open = open
    self.redact = redact
  }

  /// - Throws: `CallFailure` for a broken road and for anything that is not Odoo's JSON. A JSON document is returned
  ///   whatever its status.
  func send(
    _ method: String, _ path: String, headers: [(name: String, value: String)] = [], body: JSON?,
    effect: OdooCall.Effect, label: String
  ) async throws(CallFailure) -> Answer {
    let request = try request(method, path, headers: headers, body: body, effect: effect, label: label)
    do {
      let response = try await transfer(request)
      return try judge(response, effect: effect, label: label)
    } catch {
      throw failure(error, effect: effect, label: label)
    }
  }

  /// A reading whose answer holds the bytes of a field as base64: they are handed on as they arrive, and the document is returned with an empty text in
  /// their place. What the sink throws ends it and is thrown as it is.
  func download(
    _ method: String, _ path: String, headers: [(name: String, value: String)] = [], body: JSON?, member: String,
    label: String, to sink: ContentSink
  ) async throws(CallFailure) -> Answer {
    let request = try request(method, path, headers: headers, body: body, effect: .read, label: label)
    var scanner = ContentScanner(member: member)
    do {
      let answer = try await open(request)
      while let piece = try await answer.next() {
        let bytes = try scanner.feed(piece)
        if !bytes.isEmpty { try sink.write(bytes) }
      }
      try scanner.finish()
      return try judge(
        HTTPResponse(status: answer.status, headers: answer.headers, body: scanner.rest), effect: .read, label: label)
    } catch let failure as ContentScanner.Failure {
      throw CallFailure(
        Fault(
          .road, "ERP_ERROR", "Odoo's answer does not hold the bytes of \(member) in the form that is known.",
          context: ["call": label, "reason": "\(failure)"], hint: "Look at what is between here and Odoo."))
    } catch {
      throw failure(error, effect: .read, label: label)
    }
  }

  private func request(
    _ method: String, _ path: String, headers: [(name: String, value: String)], body: JSON?, effect: OdooCall.Effect,
    label: String
  ) throws(CallFailure) -> HTTPRequest {
    let content: HTTPBody
    do {
      content = try body.map { .bytes(try $0.bytes(), contentType: "application/json") } ?? .none
    } catch {
      throw CallFailure(
        Fault(.record, "ERP_VALUE_REFUSED", "A value cannot be written as JSON.", context: ["call": label]))
    }
    return HTTPRequest(
      method: method, url: baseURL + path, headers: headers + [("Accept", "application/json")], body: content,
      effect: effect == .read ? .read : .write, label: label)
  }

  private func failure(_ error: any Error, effect: OdooCall.Effect, label: String) -> CallFailure {
    switch error {
    case let failure as CallFailure: failure
    case let fault as Fault: CallFailure(fault)
    case let failure as TransportFailure: RoadTable.failure(failure, effect: effect, url: baseURL)
    default:
      CallFailure(
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
