import Testing

@testable import PrestaShop

@Suite("The tempo that a shop copes with")
struct TempoTests {
  private static func noted(_ times: [(Double, Int)]) -> Tempo {
    times.reduce(into: Tempo()) { $0.note(.seconds($1.0), records: $1.1) }
  }

  @Test("A shop that keeps its pace is written to in full bodies without a pause")
  func steady() {
    // As measured on a real 8.2.1: bodies of one to a hundred products.
    let tempo = Self.noted([(0.06, 1), (0.23, 5), (0.44, 10), (0.81, 20), (1.8, 50), (4.3, 100), (0.06, 1)])
    #expect(tempo.bodySize(limit: 50) == 50)
    #expect(tempo.pause == .zero)
  }

  @Test("One slow answer changes nothing, several in a row make bodies smaller and pauses longer")
  func slow() {
    var tempo = Self.noted([(1, 50), (1, 50), (20, 50), (1, 50), (20, 50), (20, 50)])
    #expect(tempo.bodySize(limit: 50) == 50)
    tempo.note(.seconds(20), records: 50)
    #expect(tempo.bodySize(limit: 50) == 25)
    #expect(tempo.pause == .seconds(20))
    for _ in 1...3 { tempo.note(.seconds(10), records: 25) }
    #expect(tempo.bodySize(limit: 50) == 12)
    #expect(tempo.pause == .seconds(20))
  }

  @Test("However slow the shop, a body holds one record at least and a pause ends")
  func limits() {
    var tempo = Self.noted([(0.1, 1)])
    for _ in 1...100 { tempo.note(.seconds(900), records: 1) }
    #expect(tempo.bodySize(limit: 3) == 1)
    #expect(tempo.pause == .seconds(30))
  }

  @Test("A shop that is itself again is written to as before")
  func recovery() {
    var tempo = Self.noted([(1, 50)] + (1...6).map { _ in (30, 50) })
    #expect(tempo.bodySize(limit: 64) == 16)
    for _ in 1...4 { tempo.note(.seconds(0.4), records: 16) }
    #expect(tempo.bodySize(limit: 64) == 64)
    #expect(tempo.pause == .zero)
  }

  @Test("What a request costs by itself does not make small bodies look slow")
  func small() {
    let tempo = Self.noted([(1.2, 50)] + (1...10).map { _ in (0.25, 1) })
    #expect(tempo.bodySize(limit: 50) == 50)
  }

  @Test("An answer that tells no time tells nothing")
  func untold() {
    #expect(Self.noted([(0, 50), (5, 0)]) == Tempo())
  }
}
