import Foundation

/// A moment in time, to the second, in UTC. Both systems store whole seconds; what each writes in its own zone its connector translates.
public struct Instant: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  public let secondsSince1970: Int

  public init(secondsSince1970: Int) { self.secondsSince1970 = secondsSince1970 }

  public init(_ date: Date) { secondsSince1970 = Int(date.timeIntervalSince1970.rounded(.down)) }

  /// Reads `yyyy-MM-dd HH:mm:ss` or `yyyy-MM-dd`, taken as UTC. Nil for anything else, and for zero dates ("0000-00-00 00:00:00").
  public init?(utc text: some StringProtocol) {
    guard let civil = CivilTime(text) else { return nil }
    self = civil.instant(secondsFromUTC: 0)
  }

  /// Reads `yyyy-MM-dd HH:mm:ss` as wall-clock time of `zone`. An hour that occurs twice (the end of summer time) is taken as its first
  /// occurrence, an hour that never was as the moment the clock jumped to: ordering within it is uncertain, so cursors overlap more there.
  public init?(local text: some StringProtocol, in zone: TimeZone) {
    guard let civil = CivilTime(text) else { return nil }
    let asUTC = civil.instant(secondsFromUTC: 0)
    // The offset before the wall-clock time decides first: the earlier of two candidates.
    let before = zone.secondsFromGMT(for: asUTC.adding(-86_400).date)
    let after = zone.secondsFromGMT(for: asUTC.adding(86_400).date)
    let first = civil.instant(secondsFromUTC: before)
    let second = civil.instant(secondsFromUTC: after)
    let isSecond = zone.secondsFromGMT(for: first.date) != before && zone.secondsFromGMT(for: second.date) == after
    self = isSecond ? second : first
  }

  public var date: Date { Date(timeIntervalSince1970: TimeInterval(secondsSince1970)) }

  public func adding(_ seconds: Int) -> Instant { Instant(secondsSince1970: secondsSince1970 + seconds) }

  /// `yyyy-MM-dd HH:mm:ss` in UTC.
  public var description: String { CivilTime(self, secondsFromUTC: 0).description }

  /// `yyyy-MM-dd HH:mm:ss` on the clocks of `zone`, without an offset.
  public func local(in zone: TimeZone) -> String {
    CivilTime(self, secondsFromUTC: zone.secondsFromGMT(for: date)).description
  }

  public init(from decoder: any Decoder) throws {
    secondsSince1970 = try decoder.singleValueContainer().decode(Int.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(secondsSince1970)
  }

  public static func < (left: Instant, right: Instant) -> Bool { left.secondsSince1970 < right.secondsSince1970 }
}
