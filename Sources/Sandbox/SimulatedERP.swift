import Foundation
import Records
import Synchronization

/// An Odoo that is none: a real HTTP server on loopback whose RPC answers as the real versions do, with its state in memory. It shares no code
/// with the connectors and is checked against what real servers answered (FACTS-odoo, FACTS-money).
public final class SimulatedERP: Sendable {
  public let version: ERPVersion
  let gate: Mutex<ERPGate>
  private let server = Mutex<LoopbackServer?>(nil)
  private let exchanges = Mutex<[ERPExchange]>([])
  /// Every request that came in.
  public let log = RequestLog()
  /// Answers `Connection: close`, as prefork mode without a proxy does.
  private let closesConnections: Bool

  /// A French database with its base data. Throws a configuration fault when the package's data files are missing.
  public init(version: ERPVersion = .v18, settings: ERPSettings = ERPSettings()) throws {
    let database = ERPDatabase(version: version, settings: settings, models: try ERPSchema.models(of: version))
    try ERPSeed.fill(database)
    self.version = version
    closesConnections = settings.closesConnections
    gate = Mutex(ERPGate(database: database))
  }

  // MARK: The server

  /// Starts to listen on 127.0.0.1; port 0 takes a free one. Gives the port.
  @discardableResult
  public func start(port: Int = 0) async throws -> Int {
    let started = try await LoopbackServer.start("Odoo", port: port, log: log) { [weak self] call in
      LoopbackServer.Answer(await self?.answer(RPCRequest(call)) ?? .nothing)
    }
    server.withLock { $0 = started }
    return started.port
  }

  /// Stops listening; what the database holds stays, and it may be started again.
  public func stop() async {
    let running = server.withLock { server in
      defer { server = nil }
      return server
    }
    await running?.stop()
  }

  /// "http://127.0.0.1:49152", without a path; nil until it is started.
  public var url: String? { server.withLock { $0.map { "http://127.0.0.1:\($0.port)" } } }

  /// What was called, in the order it was answered: models and methods beside `log`'s times.
  public var calls: [ERPExchange] { exchanges.withLock { $0 } }

  public func forgetCalls() { exchanges.withLock { $0 = [] } }

  /// The answer to a request without a connection: what tests of the RPC itself use.
  func answer(_ request: RPCRequest) async -> RPCAnswer {
    let database = gate.withLock { $0.database.settings.database }
    var answer: RPCAnswer
    var called: RPCCall?
    switch RPCRoute.step(request, version, database: database) {
    case .answer(let ready): answer = ready
    case .call(let call):
      called = call
      answer = await self.answer(call)
    }
    answer.headers.append(("Date", serverDate))
    if closesConnections { answer.headers.append(("Connection", "close")) }
    let exchange = ERPExchange(
      path: request.path, model: called?.model, method: called?.method,
      status: answer.status == 0 ? nil : answer.status,
      failure: answer.failure, bytesIn: request.body.count, bytesOut: answer.body.count)
    exchanges.withLock { $0.append(exchange) }
    return answer
  }

  /// The server's clock as the `Date` header shows it.
  private var serverDate: String { ShopDate.http(Instant(gate.withLock { $0.database.settings.clock() })) }

  private func answer(_ call: RPCCall) async -> RPCAnswer {
    let behaviour = gate.withLock { $0.plan.next(model: call.model, method: call.method) }
    if case .slow(let seconds) = behaviour { try? await Task.sleep(for: .seconds(seconds)) }
    let answer = gate.withLock { $0.answer(call, behaviour) }
    if case .slowAnswer(let seconds) = behaviour { try? await Task.sleep(for: .seconds(seconds)) }
    return answer
  }

  // MARK: Misbehaviour

  /// From now on, calls that match misbehave so, as often as the trigger says.
  public func misbehave(_ behaviour: ERPMisbehaviour, on trigger: ERPTrigger = ERPTrigger()) {
    gate.withLock { $0.plan.add(behaviour, trigger) }
  }

  /// Ends every misbehaviour; what was revoked, refused or removed stays so.
  public func behave() { gate.withLock { $0.plan.clear() } }

  /// No user's key is this one any more.
  public func revokeKey(_ key: String) {
    gate.withLock { gate in
      for index in gate.database.settings.users.indices { gate.database.settings.users[index].apiKeys.remove(key) }
    }
  }

  /// A user's right on a model is taken away.
  public func refuse(_ operations: Set<ERPOperation>, on model: String, to login: String = "connector") {
    change(login) { $0.rights.refuse(operations, on: model) }
  }

  /// A user's right on a model is given.
  public func allow(_ operations: Set<ERPOperation>, on model: String, to login: String = "connector") {
    change(login) { $0.rights.allow(operations, on: model) }
  }

  private func change(_ login: String, _ body: (inout ERPUser) -> Void) {
    gate.withLock { gate in
      guard let index = gate.database.settings.users.firstIndex(where: { $0.login == login }) else { return }
      body(&gate.database.settings.users[index])
    }
  }

  /// An option of the settings is switched off: nobody is in its group ("product.group_product_pricelist").
  public func switchOff(group: String) { gate.withLock { _ = $0.database.groupsOff.insert(group) } }

  /// The module that brings a model is not installed.
  public func removeModel(_ name: String) { gate.withLock { $0.database.removeModel(name) } }
}
