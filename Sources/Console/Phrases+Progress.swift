/// The words of the line that follows a run.
extension Phrases {
  func done(_ done: String, of total: String?) -> String {
    guard let total else { return done }
    return choose("\(done) of \(total)", "\(done) sur \(total)")
  }

  func perMinute(_ rate: String) -> String { choose("\(rate) a minute", "\(rate) par minute") }

  func left(_ time: String) -> String { choose("\(time) left", "encore \(time)") }

  /// What stands between thousands.
  var thousands: String { choose(",", "\u{202F}") }
}
