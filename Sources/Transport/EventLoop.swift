import CCurl
import Foundation
import Synchronization

/// One thread that drives libcurl's multi handle. All of libcurl is called on it; others leave commands and wake it up.
///
/// Unchecked: `multi` is a pointer. It is used by the loop's thread alone, except for `curl_multi_wakeup`, which libcurl allows from
/// any thread, and which is called under the mailbox's lock so that it cannot meet the end of the multi handle.
final class EventLoop: @unchecked Sendable {
  enum Command {
    case start(Transfer)
    case cancel(Transfer)
    case resume(Transfer)
  }

  private struct Mailbox {
    var commands: [Command] = []
    var isStopping = false
    var hasEnded = false
    var rounds = 0
    var stopWaiters: [CheckedContinuation<Void, Never>] = []
  }

  private static let globalInit: CURLcode = pcurl_global_init()

  private let multi: UnsafeMutableRawPointer?
  private let configuration: TransportConfiguration
  private let mailbox = Mutex(Mailbox())

  init(_ configuration: TransportConfiguration) {
    self.configuration = configuration
    multi = Self.globalInit == CURLE_OK ? pcurl_multi_init() : nil
    guard let multi else {
      mailbox.withLock { $0.hasEnded = true }
      return
    }
    // One request a connection (HTTP/1.1), so as many connections as requests in flight; all of them are kept open between requests.
    for option in [CURLMOPT_MAX_HOST_CONNECTIONS, CURLMOPT_MAX_TOTAL_CONNECTIONS, CURLMOPT_MAXCONNECTS] {
      _ = pcurl_multi_setopt_long(multi, option, configuration.maximumInFlight)
    }
    let thread = Thread { self.runThread() }
    thread.name = "passerelle-http"
    thread.start()
  }

  func start(_ transfer: Transfer) { post(.start(transfer)) }

  /// Ends it if it has not ended yet.
  func cancel(_ transfer: Transfer) { post(.cancel(transfer)) }

  /// After the consumer has made room.
  func resume(_ transfer: Transfer) { post(.resume(transfer)) }

  /// All transfers end as cancelled. Does not wait.
  func stop() {
    mailbox.withLock { mailbox in
      guard !mailbox.isStopping, !mailbox.hasEnded else { return }
      mailbox.isStopping = true
      wake()
    }
  }

  /// As `stop`, and returns when the thread has let go of everything.
  func shutdown() async {
    stop()
    await withCheckedContinuation { continuation in
      let hasEnded = mailbox.withLock { mailbox in
        if !mailbox.hasEnded { mailbox.stopWaiters.append(continuation) }
        return mailbox.hasEnded
      }
      if hasEnded { continuation.resume() }
    }
  }

  /// How often the thread has gone round: a loop that spins instead of waiting shows here.
  var rounds: Int { mailbox.withLock { $0.rounds } }

  // MARK: The thread's side

  private func runThread() {
    guard let multi else { return }
    var thread = LoopThread(loop: self, multi: multi, configuration: configuration)
    thread.run()
  }

  /// Empties the mailbox.
  func takeCommands() -> (commands: [Command], isStopping: Bool) {
    mailbox.withLock { mailbox in
      defer { mailbox.commands = [] }
      mailbox.rounds += 1
      return (mailbox.commands, mailbox.isStopping)
    }
  }

  /// The last word of the thread: nobody wakes it up after this.
  func hasEnded(_ cleanUp: () -> Void) {
    // What was posted while the last transfers were ended.
    var left: [Command] = []
    let waiters = mailbox.withLock { mailbox in
      cleanUp()
      mailbox.hasEnded = true
      left = mailbox.commands
      defer { mailbox.stopWaiters = [] }
      return mailbox.stopWaiters
    }
    for command in left { refuse(command) }
    for waiter in waiters { waiter.resume() }
  }

  private func post(_ command: Command) {
    let isTaken = mailbox.withLock { mailbox in
      guard !mailbox.isStopping, !mailbox.hasEnded else { return false }
      if mailbox.commands.isEmpty { wake() }
      mailbox.commands.append(command)
      return true
    }
    if !isTaken { refuse(command) }
  }

  private func refuse(_ command: Command) {
    guard case .start(let transfer) = command else { return }
    let failure = AttemptFailure(
      kind: .cancelled, effect: .none, message: "The client is shut down.", isPermanent: true)
    transfer.events.ended(
      TransferReport(status: nil, wasSent: false, bytesIn: 0, bytesOut: 0, duration: .zero, failure: failure))
    transfer.end(.failure(failure))
  }

  /// Only under the mailbox's lock.
  private func wake() {
    if let multi { _ = pcurl_multi_wakeup(multi) }
  }
}
