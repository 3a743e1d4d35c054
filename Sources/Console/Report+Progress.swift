import Records

extension Report {
  /// One line: the flow, how far it is, how fast it goes, how long it will take.
  public func progress(_ progress: FlowProgress) -> String {
    var parts = [phrases.done(number(progress.done), of: progress.total.map { number(max($0, progress.done)) })]
    if let rate = progress.perMinute { parts.append(phrases.perMinute(number(rate))) }
    if let left = progress.remaining { parts.append(phrases.left(time(left))) }
    return progress.flow + phrases.colon + parts.joined(separator: ", ")
  }

  /// Thousands apart: "12,300", "12 300".
  private func number(_ number: Int) -> String {
    var digits = String(number)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: phrases.thousands)
  }

  /// "2 h 05 min", "16 min", "40 s": no finer than a forecast can be.
  private func time(_ time: Duration) -> String {
    let seconds = Int(time.components.seconds)
    guard seconds >= 60 else { return "\(seconds) s" }
    let minutes = (seconds + 30) / 60
    guard minutes >= 60 else { return "\(minutes) min" }
    let rest = minutes % 60
    return "\(minutes / 60) h \(rest < 10 ? "0" : "")\(rest) min"
  }
}
