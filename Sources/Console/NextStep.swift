/// What a person types once the cause is mended: every code has a way on.
enum NextStep: Sendable {
  /// Nothing: it is an answer, not a fault.
  case none
  /// Nothing: the next run tries again by itself.
  case itself
  /// A setting was wrong: run again.
  case mend
  case replay
  case recreate
  /// The work is done by hand; the row is marked as seen.
  case acknowledge
  /// There may be nothing to do at all.
  case dismiss

  /// The commands, each with the words before it.
  /// - Parameter row: the row's number in quarantine, or a word that stands for it.
  func lines(row: String, _ phrases: Phrases) -> [String] {
    let quarantine = "passerelle quarantine"
    return switch self {
    case .none: []
    case .itself: [phrases.itself]
    case .mend: ["\(phrases.thenRun) passerelle sync"]
    case .replay: ["\(phrases.thenRun) \(quarantine) replay \(row)"]
    case .recreate:
      [
        "\(phrases.toRecreate) \(quarantine) replay \(row) --recreate",
        "\(phrases.toDismiss) \(quarantine) dismiss \(row)",
      ]
    case .acknowledge: ["\(phrases.thenRun) \(quarantine) acknowledge \(row)"]
    case .dismiss:
      ["\(phrases.toDismiss) \(quarantine) dismiss \(row)", "\(phrases.toRepeat) \(quarantine) replay \(row)"]
    }
  }
}
