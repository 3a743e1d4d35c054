import Foundation
import Records
import Synchronization

/// A PrestaShop that is none: a real HTTP server on loopback whose webservice answers as the real releases do, with its
/// state in memory. It knows nothing of the connectors, and is checked against what real shops answered
/// (FACTS-prestashop, FACTS-money).
public final class SimulatedShop: Sendable {
  private let state: Mutex<ShopState>
  private let rules = Mutex<[ShopFaultRule]>([])
  private let server = Mutex<LoopbackServer?>(nil)
  /// Every request that came in.
  public let log = RequestLog()

  /// Throws `SANDBOX_DATA` when the schema files are not beside the program.
  public init(version: ShopVersion = .v8, settings: ShopSettings = ShopSettings()) throws {
    state = Mutex(try ShopState(version: version, settings: settings))
  }

  // MARK: the server

  /// Starts to listen on 127.0.0.1; port 0 takes a free one. Returns the port.
  @discardableResult
  public func start(port: Int = 0) async throws -> Int {
    let started = try await LoopbackServer.start("shop", port: port, log: log) { [weak self] call in
      let request = WebserviceRequest(
        method: call.method, target: call.target, headers: call.headers, body: call.body)
      let reply = self?.answer(request) ?? ShopReply(answer: WebserviceAnswer(status: 503))
      if reply.delay > .zero { try await Task.sleep(for: reply.delay) }
      return LoopbackServer.Answer(reply)
    }
    server.withLock { $0 = started }
    state.withLock { $0.authority = "127.0.0.1:\(started.port)" }
    return started.port
  }

  /// Stops listening; what the shop holds stays, and it may be started again.
  public func stop() async {
    let running = server.withLock { server in
      defer { server = nil }
      return server
    }
    await running?.stop()
  }

  /// "http://127.0.0.1:49152", without a path; nil until it is started.
  public var url: String? { server.withLock { $0.map { "http://127.0.0.1:\($0.port)" } } }

  /// The first key of the settings.
  public var key: String { state.withLock { $0.settings.keys.first?.text ?? "" } }

  private func answer(_ request: WebserviceRequest) -> ShopReply {
    let faults = rules.withLock { rules in
      var hits: [ShopFault] = []
      for index in rules.indices where rules[index].matches(request) && rules[index].takes() {
        hits.append(rules[index].fault)
      }
      return hits
    }
    return state.withLock { state in
      var reply = ShopFaultyAnswer.reply(to: request, with: faults, by: &state)
      reply.delay += state.settings.latency
      if state.settings.pace.isFelt { reply.delay += reply.answer.time }
      reply.answer.headers += [("Date", ShopDate.http(state.settings.clock.now)), ("Server", "nginx/1.22.1")]
      return reply
    }
  }

  /// The answer to a request without a connection: what tests of the webservice itself use.
  func respond(to request: WebserviceRequest) -> WebserviceAnswer { answer(request).answer }

  // MARK: misbehaviour

  /// From now on, the shop misbehaves so on the requests that match. Several rules may hit one request.
  public func misbehave(_ rule: ShopFaultRule) { rules.withLock { $0.append(rule) } }

  /// Ends every misbehaviour; a revoked key stays revoked and an upgrade stays done.
  public func behave() { rules.withLock { $0 = [] } }

  // MARK: inside

  /// Runs `body` with the shop's state to itself.
  func change<Result>(_ body: (inout ShopState) throws -> sending Result) rethrows -> sending Result {
    try state.withLock { try body(&$0) }
  }

  public var version: ShopVersion { state.withLock { $0.version } }

  /// What the shop is set up with; changes are seen by the next request.
  public var settings: ShopSettings {
    get { state.withLock { $0.settings } }
    set { state.withLock { $0.settings = newValue } }
  }
}
