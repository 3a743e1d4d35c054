import Testing

@testable import Console

@Suite("How fast a flow goes and how long it will take")
struct FlowProgressTests {
  private static func progress(_ noted: [(seconds: Int, done: Int)], of total: Int? = nil) -> FlowProgress {
    var progress = FlowProgress(flow: "products", at: .seconds(100))
    if let total { progress.expect(total) }
    for (seconds, done) in noted { progress.note(done: done, at: .seconds(100 + seconds)) }
    return progress
  }

  private let english = Report(language: .english)
  private let french = Report(language: .french)

  @Test("A steady flow takes as long for the rest as it took for as many")
  func steady() {
    let progress = Self.progress([(30, 500), (60, 1000)], of: 4000)
    #expect(progress.perMinute == 1000)
    #expect(progress.remaining == .seconds(180))
    #expect(english.progress(progress) == "products: 1,000 of 4,000, 1,000 a minute, 3 min left")
    #expect(
      french.progress(progress)
        == "products : 1\u{202F}000 sur 4\u{202F}000, 1\u{202F}000 par minute, encore 3 min")
  }

  @Test("In the first seconds there is no rate yet, and nothing is foretold")
  func early() {
    let progress = Self.progress([(4, 400)], of: 4000)
    #expect(progress.perMinute == nil)
    #expect(progress.remaining == nil)
    #expect(english.progress(progress) == "products: 400 of 4,000")
  }

  @Test("Where nobody knows how many there will be, only what is done and the rate are told")
  func unknown() {
    let progress = Self.progress([(60, 90)])
    #expect(progress.remaining == nil)
    #expect(english.progress(progress) == "products: 90, 90 a minute")
  }

  @Test("A flow that gets slower is foretold by its last minutes, not by its best ones")
  func slower() {
    let fast = (1...60).map { (seconds: $0 * 10, done: $0 * 1000) }
    let slow = (1...60).map { (seconds: 600 + $0 * 10, done: 60_000 + $0 * 10) }
    let progress = Self.progress(fast + slow, of: 70_000)
    #expect(progress.perMinute == 60)
    #expect(progress.remaining.map { $0 > .seconds(9300) && $0 < .seconds(9500) } == true)
    #expect(english.progress(progress).hasSuffix("60 a minute, 2 h 37 min left"))
  }

  @Test("However many counts come in, what is remembered stays small and the rate the same")
  func many() {
    let progress = Self.progress((1...100_000).map { (seconds: $0, done: $0 * 2) }, of: 400_000)
    #expect(progress.perMinute == 120)
    #expect(progress.remembered < 400)
  }

  @Test("A flow that stands still, or did more than was expected, foretells nothing wrong")
  func still() {
    #expect(Self.progress([(60, 0)], of: 10).perMinute == nil)
    let more = Self.progress([(60, 12)], of: 10)
    #expect(more.remaining == nil)
    #expect(english.progress(more) == "products: 12 of 12, 12 a minute")
  }

  @Test(
    "Seconds, minutes and hours are told no finer than they are known",
    arguments: [(66, "6 s left"), (1060, "17 min left"), (7380, "2 h 02 min left")])
  func times(total: Int, text: String) {
    let line = english.progress(Self.progress([(60, 60)], of: total))
    #expect(line.hasSuffix(text))
  }
}
