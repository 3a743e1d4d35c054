import CCurl

/// One transfer inside of libcurl. It belongs to the event loop's thread and is never seen by another.
///
/// libcurl sends a request a second time by itself if a kept-alive connection ends before a byte of the answer (`Curl_retry_request`,
/// lib/transfer.c: up to five times, without asking, POST included), and again without `Expect` after a 417. For a write that is
/// a duplicate, for a read it is a request that the pacer does not know of. The pre-request callback is called each time just before
/// a request is sent; the second call in one transfer ends the transfer. So one transfer is at most one request on the wire,
/// whatever its method and body, and the repetition is decided by `RetryPolicy`.
final class EasyHandle {
  private static let errorTextSize = Int(CURL_ERROR_SIZE)

  let easy: UnsafeMutableRawPointer
  let transfer: Transfer
  private let start: ContinuousClock.Instant
  private var times: TransferTimes
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private var mime: OpaquePointer?
  private let errorText: UnsafeMutablePointer<CChar>
  private var parser = HeadParser()
  private var bytesReceived = 0
  private var bodyBytes = 0
  private var classifier = FailureClassifier(wasSent: false)
  /// Why we have ended it ourselves.
  private var ownFailure: AttemptFailure?

  /// - Throws: `AttemptFailure` if libcurl refuses an option.
  init(_ transfer: Transfer, _ configuration: TransportConfiguration, now: ContinuousClock.Instant)
    throws(AttemptFailure)
  {
    guard let easy = pcurl_easy_init() else { throw Self.refused(CURLE_OUT_OF_MEMORY) }
    self.easy = easy
    self.transfer = transfer
    start = now
    times = TransferTimes(stall: configuration.stallTimeout, total: configuration.totalTimeout, start: now)
    errorText = .allocate(capacity: Self.errorTextSize)
    errorText.initialize(repeating: 0, count: Self.errorTextSize)
    var options = EasyOptions(easy)
    setConnection(&options, configuration)
    setRequest(&options, configuration)
    setCallbacks(&options)
    if options.code != CURLE_OK { throw Self.refused(options.code) }
  }

  deinit {
    pcurl_easy_cleanup(easy)
    curl_mime_free(mime)
    curl_slist_free_all(headerList)
    errorText.deallocate()
  }

  private static func refused(_ code: CURLcode) -> AttemptFailure {
    FailureClassifier(wasSent: false).classify(code, detail: "")
  }

  // MARK: Options

  private func setConnection(_ options: inout EasyOptions, _ configuration: TransportConfiguration) {
    options.set(CURLOPT_NOSIGNAL, 1)
    // Names are resolved on a thread of libcurl's. Without this, ending a transfer waits for that thread, and all others wait, too.
    options.set(CURLOPT_QUICK_EXIT, 1)
    options.set(CURLOPT_PROTOCOLS_STR, "http,https")
    options.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    options.set(CURLOPT_FOLLOWLOCATION, 0)
    options.set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
    options.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    options.set(CURLOPT_SSL_VERIFYPEER, 1)
    options.set(CURLOPT_SSL_VERIFYHOST, 2)
    options.set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    if let file = configuration.certificateAuthorityFile {
      options.set(CURLOPT_CAINFO, file)
      // Otherwise the system's authorities would be trusted beside our own.
      options.set(CURLOPT_CAPATH, nil)
    }
    options.set(CURLOPT_CONNECTTIMEOUT_MS, max(1, configuration.connectTimeout.wholeMilliseconds))
    options.set(CURLOPT_TCP_KEEPALIVE, 1)
    options.set(CURLOPT_BUFFERSIZE, 64 << 10)
    if transfer.isLoopback { options.set(CURLOPT_PROXY, "") }
    if transfer.request.effect == .write { options.set(CURLOPT_MAXAGE_CONN, configuration.longestIdleBeforeWrite) }
    if transfer.needsNewConnection { options.set(CURLOPT_FRESH_CONNECT, 1) }
  }

  private func setRequest(_ options: inout EasyOptions, _ configuration: TransportConfiguration) {
    let request = transfer.request
    options.set(CURLOPT_URL, request.url)
    options.set(CURLOPT_USERAGENT, configuration.userAgent)
    // Bodies are inflated by `BodyDecoder`: libcurl takes a cut compressed body for a whole one.
    options.set(CURLOPT_HTTP_CONTENT_DECODING, 0)
    switch request.body {
    case .none where ["GET", "DELETE", "OPTIONS"].contains(request.method): options.set(CURLOPT_HTTPGET, 1)
    case .none where request.method == "HEAD": options.set(CURLOPT_NOBODY, 1)
    case .none: options.setBody([])
    case .bytes(let bytes, _): options.setBody(bytes)
    case .multipart(let parts):
      mime = options.makeMultipart(parts)
    }
    options.set(CURLOPT_CUSTOMREQUEST, request.method)
    for line in HeaderLines.lines(for: request) { headerList = curl_slist_append(headerList, line) ?? headerList }
    options.set(CURLOPT_HTTPHEADER, list: headerList)
  }

  private func setCallbacks(_ options: inout EasyOptions) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    options.set(CURLOPT_ERRORBUFFER, pointer: errorText)
    options.set(CURLOPT_WRITEDATA, pointer: context)
    options.set(CURLOPT_HEADERDATA, pointer: context)
    options.setCallback(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      EasyHandle.from(context).receivedBody(UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    options.setCallback(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      EasyHandle.from(context).receivedLine(UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    options.setPreRequest(context) { context, _, _, _, _ in EasyHandle.from(context).willSend() }
  }

  /// The context is set once, above, and the event loop keeps the handle as long as libcurl has it.
  private static func from(_ context: UnsafeMutableRawPointer?) -> EasyHandle {
    Unmanaged<EasyHandle>.fromOpaque(context.unsafelyUnwrapped).takeUnretainedValue()
  }

  // MARK: What libcurl tells

  private func willSend() -> Int32 {
    guard !classifier.wasSent else {
      classifier.wasStoppedBeforeResend = true
      return CURL_PREREQFUNC_ABORT
    }
    classifier.wasSent = true
    times.sent(at: .now)
    transfer.events.sent()
    return CURL_PREREQFUNC_OK
  }

  private func receivedLine(_ line: UnsafeRawBufferPointer) -> Int {
    bytesReceived += line.count
    guard parser.feed(line), let head = parser.head else { return line.count }
    classifier.hasHead = true
    let announced = transfer.request.method == "HEAD" ? nil : head.headers["content-length"].flatMap { Int($0) }
    if let announced, !allows(announced) { return 0 }
    transfer.received(head)
    return line.count
  }

  private func receivedBody(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard ownFailure == nil else { return 0 }
    guard transfer.offer(bytes) else {
      times.heldUp(at: .now)
      return Int(CURL_WRITEFUNC_PAUSE)
    }
    bodyBytes += bytes.count
    bytesReceived += bytes.count
    return allows(bodyBytes) ? bytes.count : 0
  }

  private func allows(_ size: Int) -> Bool {
    guard let limit = transfer.limit, size > limit else { return true }
    ownFailure = AttemptFailure(
      kind: .tooLarge, effect: .unknown, message: "The body is larger than \(limit) bytes.", isPermanent: true)
    return false
  }

  // MARK: What the loop does

  /// - Returns: a failure if libcurl cannot go on.
  func resume(at now: ContinuousClock.Instant) -> AttemptFailure? {
    times.resumed(at: now)
    // Calls `receivedBody` with what libcurl has kept; that may hold the transfer up again.
    let code = pcurl_easy_unpause(easy)
    return code == CURLE_OK ? nil : failure(code)
  }

  /// - Returns: why the transfer has to be ended now, or when to ask again.
  func check(at now: ContinuousClock.Instant) -> Result<ContinuousClock.Instant, AttemptFailure> {
    let uploaded = Int(pcurl_getinfo_offset(easy, CURLINFO_SIZE_UPLOAD_T))
    let effect: TransportFailure.Effect = classifier.wasSent ? .unknown : .none
    switch times.check(at: now, bytes: bytesReceived + uploaded) {
    case .fine(let instant): return .success(instant)
    case .stalled:
      return .failure(
        AttemptFailure(kind: .stalled, effect: effect, message: "The server has been silent for too long."))
    case .totalTimeout:
      return .failure(AttemptFailure(kind: .totalTimeout, effect: effect, message: "The exchange took too long."))
    }
  }

  func cancellation() -> AttemptFailure {
    AttemptFailure(
      kind: .cancelled, effect: classifier.wasSent ? .unknown : .none, message: "The call was cancelled.",
      isPermanent: true)
  }

  /// - Returns: nil for a success.
  func failure(_ code: CURLcode) -> AttemptFailure? {
    if let ownFailure { return ownFailure }
    if code == CURLE_OK, classifier.hasHead { return nil }
    classifier.requestBytes = pcurl_getinfo_long(easy, CURLINFO_REQUEST_SIZE)
    return classifier.classify(code, detail: String(cString: errorText))
  }

  /// Older versions of libcurl count the body of a large upload apart from the rest of its request, newer ones together.
  private var bytesSent: Int {
    max(pcurl_getinfo_long(easy, CURLINFO_REQUEST_SIZE), Int(pcurl_getinfo_offset(easy, CURLINFO_SIZE_UPLOAD_T)))
  }

  /// Tells the transfer and whoever counts. The handle must have left libcurl's multi handle before.
  func end(_ failure: AttemptFailure?, at now: ContinuousClock.Instant) {
    transfer.events.ended(
      TransferReport(
        status: parser.head?.status, wasSent: classifier.wasSent, bytesIn: bytesReceived,
        bytesOut: bytesSent, duration: start.duration(to: now), failure: failure))
    transfer.end(failure.map { .failure($0) } ?? .success(()))
  }
}
