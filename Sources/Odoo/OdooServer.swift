import Logging
import Records
import Transport

/// The server behind a connection: which version it is and which protocol is spoken with it, found out once.
actor OdooServer: OdooRPC {
  struct Session: Sendable {
    var version: OdooVersion
    var rpc: any OdooRPC
    var protocolName: String
  }

  private let configuration: OdooConfiguration
  private let exchange: Exchange
  private var opening: Task<Result<Session, CallFailure>, Never>?

  init(_ configuration: OdooConfiguration, exchange: Exchange) {
    self.configuration = configuration
    self.exchange = exchange
  }

  func call(_ call: OdooCall) async throws(CallFailure) -> OdooAnswer {
    try await session().rpc.call(call)
  }

  func download(_ call: OdooCall, member: String, to sink: ContentSink) async throws(CallFailure) -> OdooAnswer {
    try await session().rpc.download(call, member: member, to: sink)
  }

  func version() async throws(CallFailure) -> OdooVersion { try await session().version }

  /// Concurrent callers share one opening; a failure is not kept.
  func session() async throws(CallFailure) -> Session {
    let task =
      opening
      ?? Task {
        do throws(CallFailure) {
          return .success(try await self.open())
        } catch {
          return .failure(error)
        }
      }
    opening = task
    switch await task.value {
    case .success(let session): return session
    case .failure(let failure):
      if opening == task { opening = nil }
      throw failure
    }
  }

  private func open() async throws(CallFailure) -> Session {
    do throws(Fault) { try configuration.check() } catch { throw CallFailure(error) }
    let version = try await probeVersion()
    let usesJSON2 =
      switch configuration.wireProtocol {
      case .json2: true
      case .jsonRPC: false
      // An empty login cannot authenticate with JSON-RPC; 19 logs JSON-RPC as deprecated, 20 has it no more.
      case .auto: version.major >= 19
      }
    if usesJSON2 {
      let client = JSON2Client(exchange: exchange, database: configuration.database, key: configuration.key)
      return Session(
        version: version, rpc: RetryingRPC(base: client, readAttempts: configuration.maximumAttempts),
        protocolName: "JSON-2")
    }
    let client = JSONRPCClient(
      exchange: exchange, database: configuration.database, login: configuration.login, key: configuration.key)
    return Session(
      version: version, rpc: RetryingRPC(base: client, readAttempts: configuration.maximumAttempts),
      protocolName: "JSON-RPC")
  }

  /// `common.version` needs no key and exists from 16 to 19; where JSON-RPC is switched off, `/json/version` answers.
  private func probeVersion() async throws(CallFailure) -> OdooVersion {
    let body: JSON = [
      "jsonrpc": "2.0", "method": "call", "id": 1,
      "params": ["service": "common", "method": "version", "args": []],
    ]
    let first: CallFailure
    do throws(CallFailure) {
      let answer = try await exchange.send("POST", "/jsonrpc", body: body, effect: .read, label: "common.version")
      if let version = answer.document["result"].flatMap(OdooVersion.init) { return version }
      first = Self.notOdoo(status: answer.status)
    } catch {
      guard error.fault.family == .configuration else { throw error }
      first = error
    }
    do throws(CallFailure) {
      let answer = try await exchange.send("GET", "/json/version", body: nil, effect: .read, label: "version")
      if let version = OdooVersion(answer.document) { return version }
    } catch {
      throw first
    }
    throw first
  }

  private static func notOdoo(status: Int) -> CallFailure {
    RoadTable.failure(
      status: status, start: "(JSON without a version)", location: nil, retryAfter: nil, effect: .read,
      label: "common.version")
  }
}
