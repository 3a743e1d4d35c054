import Foundation
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A loopback HTTP/1.1 proxy that stands between a client and one server, lets everything through as it is, counts it,
/// and does wrong what its plan says.
///
///     let proxy = FaultProxy(upstream: Upstream(port: 8080), plan: FaultPlan([.init(.request(3), .cutAfter)]))
///     let port = try await proxy.start()
///     …
///     try await proxy.stop()
///     print(proxy.log.count, proxy.log.mostInFlight)
///
/// Bodies are streamed in both directions with back-pressure, connections are kept alive on both sides, one connection
/// to the server for each of the client's.
public final class FaultProxy: Sendable {
  private struct State {
    var schedule: FaultSchedule
    var log = RequestLog()
    var inFlight = 0
    var victim: Int32?
    var witness: (@Sendable (Int) -> Void)?
    var port = 0
    var server: Task<Void, Never>?
    var channel: (any Channel)?
  }

  public let upstream: Upstream
  public let options: ProxyOptions
  let logger: Logger
  private let started = ContinuousClock.now
  private let state: Mutex<State>

  public init(
    upstream: Upstream, plan: FaultPlan = FaultPlan(), options: ProxyOptions = ProxyOptions(),
    logger: Logger = Logger(label: "fault-proxy")
  ) {
    self.upstream = upstream
    self.options = options
    self.logger = logger
    state = Mutex(State(schedule: FaultSchedule(plan)))
  }

  /// What passed so far.
  public var log: RequestLog { state.withLock { $0.log } }

  /// The port it listens on; 0 before `start`.
  public var port: Int { state.withLock { $0.port } }

  /// The process that `kill` actions kill.
  public var victim: Int32? {
    get { state.withLock { $0.victim } }
    set { state.withLock { $0.victim = newValue } }
  }

  /// Told the number of each request, counted as the plan counts, before anything is done with the request, which waits: what the witness
  /// changes at the server is there when the request arrives.
  public var witness: (@Sendable (Int) -> Void)? {
    get { state.withLock { $0.witness } }
    set { state.withLock { $0.witness = newValue } }
  }

  /// From the next request on another plan is played; requests are counted anew. The log goes on.
  public func play(_ plan: FaultPlan) {
    state.withLock { $0.schedule = FaultSchedule(plan) }
  }

  /// Listens on 127.0.0.1, on a free port unless one is given, and returns the port.
  public func start(port: Int = 0) async throws -> Int {
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .bind(host: "127.0.0.1", port: port) { channel in ClientConnection.wrap(channel) }
    let bound = server.channel.localAddress?.port ?? port
    let task = Task { await self.serve(server) }
    state.withLock {
      $0.port = bound
      $0.server = task
      $0.channel = server.channel
    }
    return bound
  }

  /// Ends listening and cuts the connections that are open.
  public func stop() async throws {
    let (server, channel) = state.withLock { ($0.server, $0.channel) }
    // Not by cancelling: a connection that was accepted and that nobody takes up any more would be dropped unfinished, which NIO
    // answers by ending the process.
    try? await channel?.close()
    await server?.value
  }

  private func serve(_ server: NIOAsyncChannel<ClientConnection.Wrapped, Never>) async {
    await withDiscardingTaskGroup { group in
      // The end of this loop is the end of listening: the channel was closed, and all that it accepted was taken up.
      try? await server.executeThenClose { connections in
        for try await connection in connections {
          group.addTask { await ClientConnection(proxy: self).serve(connection) }
        }
      }
      group.cancelAll()
    }
  }

  // MARK: What connections report

  /// A request's head has arrived: its fate, and its number in the log.
  func admit(method: String, path: String) -> FaultSchedule.Fate {
    let (fate, counted, witness) = state.withLock { state in
      let fate = state.schedule.next(method: method, path: path)
      state.inFlight += 1
      let number = state.log.entries.count + 1
      state.log.entries.append(
        RequestLog.Entry(
          number: number, method: method, path: path, arrived: ContinuousClock.now - started, inFlight: state.inFlight,
          action: fate.action))
      return (
        FaultSchedule.Fate(number: number, delay: fate.delay, action: fate.action), fate.number, state.witness
      )
    }
    witness?(counted)
    return fate
  }

  func note(_ number: Int, _ change: (inout RequestLog.Entry) -> Void) {
    state.withLock { change(&$0.log.entries[number - 1]) }
  }

  func end(_ number: Int) {
    state.withLock { state in
      state.inFlight -= 1
      state.log.entries[number - 1].ended = ContinuousClock.now - started
    }
  }

  func killVictim() {
    guard let victim else { return logger.error("A plan kills, and no victim was named.") }
    if kill(victim, SIGKILL) != 0 { logger.error("The victim could not be killed.", metadata: ["pid": "\(victim)"]) }
  }
}
