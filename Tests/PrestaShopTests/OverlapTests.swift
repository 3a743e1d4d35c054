import Foundation
import Records
import Testing

@testable import PrestaShop

@Suite("What is read again at a start")
struct OverlapTests {
  @Test(
    "Ten minutes, and two hours where the cursor lies within three hours of a clock change",
    arguments: [
      // Paris: 2026-03-29 02:00 becomes 03:00; 2026-10-25 03:00 becomes 02:00.
      ("Europe/Paris", "2026-03-28 22:59:00", 600), ("Europe/Paris", "2026-03-28 23:01:00", 7200),
      ("Europe/Paris", "2026-03-29 01:59:59", 7200), ("Europe/Paris", "2026-03-29 03:00:00", 7200),
      ("Europe/Paris", "2026-03-29 05:59:00", 7200), ("Europe/Paris", "2026-03-29 06:01:00", 600),
      ("Europe/Paris", "2026-10-25 02:30:00", 7200), ("Europe/Paris", "2026-10-25 04:59:00", 7200),
      ("Europe/Paris", "2026-10-25 05:01:00", 600), ("Europe/Paris", "2026-07-14 12:00:00", 600),
      // New York: 2026-11-01 02:00 becomes 01:00.
      ("America/New_York", "2026-11-01 01:30:00", 7200), ("America/New_York", "2026-11-02 01:30:00", 600),
      // Lord Howe changes by half an hour: 2026-04-05 02:00 becomes 01:30.
      ("Australia/Lord_Howe", "2026-04-05 01:45:00", 7200), ("Australia/Lord_Howe", "2026-04-06 01:45:00", 600),
      ("UTC", "2026-03-29 02:30:00", 600), ("Asia/Tokyo", "2026-10-25 02:30:00", 600),
    ])
  func overlap(zone: String, cursor: String, seconds: Int) throws {
    let zone = try #require(TimeZone(identifier: zone))
    #expect(Overlap.seconds(at: cursor, in: zone) == seconds)
  }

  @Test("The start is counted back on the shop's own clock, over midnights and new years")
  func start() throws {
    let zone = try #require(TimeZone(identifier: "Europe/Paris"))
    #expect(Overlap.start(cursor: "2027-01-01 00:05:00", in: zone) == "2026-12-31 23:55:00")
    #expect(Overlap.start(cursor: "2026-10-25 02:10:00", in: zone) == "2026-10-25 00:10:00")
  }

  @Test("Every wall-clock time within two hours after a change is read again by a cursor from before it")
  func noHourIsLost() throws {
    let zone = try #require(TimeZone(identifier: "Europe/Paris"))
    // A row written at 02:05 of the second 02:xx hour, while the cursor stands at 02:55 of the first.
    let change = try #require(Instant(local: "2026-10-25 02:55:00", in: zone))
    for minutes in 1...60 {
      let written = change.adding(minutes * 60).local(in: zone)
      #expect(written >= Overlap.start(cursor: change.local(in: zone), in: zone), "\(minutes) minutes later")
    }
  }
}
