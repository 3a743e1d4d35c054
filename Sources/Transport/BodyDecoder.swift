/// Turns the bytes of a body as they come over the wire into the bytes meant: inflates gzip and deflate, and knows whether the
/// compressed stream has come to its end. Any other coding is passed on as it is (none other is asked for).
struct BodyDecoder {
  /// Output comes in pieces of at most this size, so that little data that inflate to much are no danger to memory.
  static let pieceSize = 256 << 10

  private var inflater: Inflater?
  private var input: ArraySlice<UInt8> = []
  private var hasBegun = false
  private var hasEnded = false

  /// - Parameter encoding: the field `Content-Encoding`.
  init(encoding: String?) {
    switch encoding?.lowercased() {
    case "gzip", "x-gzip", "deflate": inflater = Inflater()
    default: break
    }
  }

  mutating func feed(_ bytes: [UInt8]) {
    input = input.isEmpty ? bytes[...] : input + bytes
  }

  /// - Returns: the next piece; nil if more input is needed.
  /// - Throws: `AttemptFailure` of kind `truncated` if the data cannot be inflated.
  mutating func next() throws(AttemptFailure) -> [UInt8]? {
    guard !input.isEmpty || hasBegun && !hasEnded else { return nil }
    guard let inflater else {
      defer { input = [] }
      return Array(input)
    }
    if hasEnded && !beginsNextMember(inflater) { return nil }
    hasBegun = true
    switch inflater.inflate(&input, limit: min(Self.pieceSize, max(16 << 10, input.count * 8))) {
    case .going(let output): return output.isEmpty ? nil : output
    case .ended(let output):
      hasEnded = true
      return output.isEmpty ? try next() : output
    case .broken: throw Self.truncated("The compressed body is damaged.")
    }
  }

  /// To be asked when no input will come any more.
  func finish() throws(AttemptFailure) {
    if hasBegun && !hasEnded { throw Self.truncated("The compressed body ended before its end mark.") }
  }

  /// A gzip file may have several members; what else follows the end is filling and left out.
  private mutating func beginsNextMember(_ inflater: Inflater) -> Bool {
    // The mark of a member may be cut in two by the end of a block.
    if input.elementsEqual([0x1f]) { return false }
    guard input.starts(with: [0x1f, 0x8b]) else {
      input = []
      return false
    }
    inflater.reset()
    hasEnded = false
    return true
  }

  private static func truncated(_ message: String) -> AttemptFailure {
    AttemptFailure(kind: .truncated, effect: .unknown, message: message)
  }
}
