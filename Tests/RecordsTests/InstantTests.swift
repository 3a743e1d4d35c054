import Foundation
import Records
import Testing

@Suite("Instants")
struct InstantTests {
  private let paris = TimeZone(identifier: "Europe/Paris") ?? .gmt
  private let honolulu = TimeZone(identifier: "Pacific/Honolulu") ?? .gmt

  @Test("A moment survives its text form, for every day of many years")
  func roundTrip() {
    for day in stride(from: -20_000, through: 40_000, by: 7) {
      let instant = Instant(secondsSince1970: day * 86_400 + 12_345)
      #expect(Instant(utc: instant.description) == instant)
    }
  }

  @Test(
    "The calendar agrees with the system's own", arguments: [0, 951_782_399, 951_782_400, 1_709_164_800, 4_107_542_399])
  func calendar(seconds: Int) {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [
      .withFullDate, .withTime, .withColonSeparatorInTime, .withSpaceBetweenDateAndTime, .withDashSeparatorInDate,
    ]
    let instant = Instant(secondsSince1970: seconds)
    #expect(instant.description == formatter.string(from: instant.date))
  }

  @Test("Shop-local times are translated in winter and in summer, east and west of UTC")
  func zones() {
    #expect(Instant(local: "2026-01-15 12:00:00", in: paris)?.description == "2026-01-15 11:00:00")
    #expect(Instant(local: "2026-07-15 12:00:00", in: paris)?.description == "2026-07-15 10:00:00")
    #expect(Instant(local: "2026-07-15 20:00:00", in: honolulu)?.description == "2026-07-16 06:00:00")
    #expect(Instant(utc: "2026-07-15 10:00:00")?.local(in: paris) == "2026-07-15 12:00:00")
  }

  @Test("The hour that occurs twice is taken as its first, the hour that never was as the moment after the jump")
  func clockChanges() {
    #expect(Instant(local: "2026-10-25 02:30:00", in: paris)?.description == "2026-10-25 00:30:00")
    #expect(Instant(local: "2026-03-29 02:30:00", in: paris)?.description == "2026-03-29 01:30:00")
    #expect(Instant(local: "2026-03-29 03:30:00", in: paris)?.description == "2026-03-29 01:30:00")
  }

  @Test(
    "Zero dates and half dates are no moments",
    arguments: ["0000-00-00 00:00:00", "2026-02-30", "2026-13-01", "2026-01-01 25:00:00", "", "soon"])
  func notMoments(text: String) {
    #expect(Instant(utc: text) == nil)
  }

  @Test("Keys sort as the servers made them, not as texts")
  func keys() {
    #expect(RecordKey("9") < RecordKey("10"))
    #expect(RecordKey(text: "7,2") < RecordKey(text: "7,10"))
    #expect(RecordKey(text: "7,0").value == [7, 0])
  }
}
