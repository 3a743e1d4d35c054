import CCurl
import Foundation

/// What the event loop's thread does, and what only it touches.
struct LoopThread {
  let loop: EventLoop
  let multi: UnsafeMutableRawPointer
  let configuration: TransportConfiguration
  private var handles: [UnsafeMutableRawPointer: EasyHandle] = [:]
  private var easyByTransfer: [ObjectIdentifier: UnsafeMutableRawPointer] = [:]

  init(loop: EventLoop, multi: UnsafeMutableRawPointer, configuration: TransportConfiguration) {
    self.loop = loop
    self.multi = multi
    self.configuration = configuration
  }

  mutating func run() {
    Self.blockBrokenPipeSignal()
    while true {
      let (commands, isStopping) = loop.takeCommands()
      for command in commands { obey(command) }
      if isStopping { break }
      _ = pcurl_multi_perform(multi)
      endDoneTransfers()
      let milliseconds = endLateTransfers()
      _ = pcurl_multi_poll(multi, milliseconds)
    }
    for handle in handles.values { end(handle, handle.cancellation()) }
    // First nobody may wake it up any more, then it may go.
    loop.hasEnded { pcurl_multi_cleanup(multi) }
  }

  private mutating func obey(_ command: EventLoop.Command) {
    switch command {
    case .start(let transfer): start(transfer)
    case .cancel(let transfer):
      guard let handle = handle(of: transfer) else { return }
      end(handle, handle.cancellation())
    case .resume(let transfer):
      guard let handle = handle(of: transfer), let failure = handle.resume(at: .now) else { return }
      end(handle, failure)
    }
  }

  private mutating func start(_ transfer: Transfer) {
    do throws(AttemptFailure) {
      let handle = try EasyHandle(transfer, configuration, now: .now)
      handles[handle.easy] = handle
      easyByTransfer[ObjectIdentifier(transfer)] = handle.easy
      let code = pcurl_multi_add(multi, handle.easy)
      if code != CURLM_OK {
        end(
          handle, AttemptFailure(kind: .unreachable, effect: .none, message: String(cString: curl_multi_strerror(code)))
        )
      }
    } catch {
      transfer.events.ended(
        TransferReport(status: nil, wasSent: false, bytesIn: 0, bytesOut: 0, duration: .zero, failure: error))
      transfer.end(.failure(error))
    }
  }

  private func handle(of transfer: Transfer) -> EasyHandle? {
    easyByTransfer[ObjectIdentifier(transfer)].flatMap { handles[$0] }
  }

  private mutating func endDoneTransfers() {
    var code = CURLE_OK
    while let easy = pcurl_multi_next_done(multi, &code) {
      guard let handle = handles[easy] else { continue }
      end(handle, handle.failure(code))
    }
  }

  /// - Returns: after how many milliseconds to look again, at the latest.
  private mutating func endLateTransfers() -> Int32 {
    let now = ContinuousClock.now
    var next = now.advanced(by: .seconds(3600))
    var late: [(EasyHandle, AttemptFailure)] = []
    for handle in handles.values {
      switch handle.check(at: now) {
      case .success(let instant): next = min(next, instant)
      case .failure(let failure): late.append((handle, failure))
      }
    }
    for (handle, failure) in late { end(handle, failure) }
    // One more, for the millisecond that is cut off.
    return Int32(clamping: now.duration(to: next).wholeMilliseconds + 1)
  }

  /// Removing an unfinished transfer closes its connection: the server sees it, and its late answer cannot meet another request.
  private mutating func end(_ handle: EasyHandle, _ failure: AttemptFailure?) {
    _ = pcurl_multi_remove(multi, handle.easy)
    handles[handle.easy] = nil
    easyByTransfer[ObjectIdentifier(handle.transfer)] = nil
    handle.end(failure, at: .now)
  }

  /// libcurl sends without raising the signal; a TLS library beneath it may not.
  private static func blockBrokenPipeSignal() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}
