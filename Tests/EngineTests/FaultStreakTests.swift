import Records
import Testing

@testable import Engine

@Suite("Faults in a row")
struct FaultStreakTests {
  private let gap = Fault(.record, "TABLE_GAP", "No row.")

  @Test("Twenty records in a row with one code are a setting, not records")
  func twenty() {
    var streak = FaultStreak()
    for key in 1..<20 { #expect(streak.append(gap, key: RecordKey(key), flow: "orders") == nil) }
    let pause = streak.append(gap, key: 20, flow: "orders")
    #expect(pause?.code == "SAME_FAULT_REPEATED")
    #expect(pause?.family == .configuration)
  }

  @Test("One that goes well, or another code, begins the count again")
  func interrupted() {
    var streak = FaultStreak()
    for round in 0..<60 {
      let fault: Fault? = round % 19 == 18 ? (round % 2 == 0 ? nil : Fault(.record, "NO_PRODUCT", "None.")) : gap
      #expect(streak.append(fault, key: RecordKey(round), flow: "orders") == nil)
    }
  }

  @Test("One record tried again and again is one record")
  func oneRecord() {
    var streak = FaultStreak()
    for _ in 0..<60 { #expect(streak.append(gap, key: 7, flow: "orders") == nil) }
  }
}
