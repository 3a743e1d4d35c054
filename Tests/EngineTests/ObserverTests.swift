import JournalStore
import Records
import Synchronization
import Testing

@testable import Engine

@Suite("What a display of progress is told")
struct ObserverTests {
  private final class Heard: RunObserver {
    let words = Mutex<[String]>([])

    func began(flow: String) { words.withLock { $0.append("\(flow) began") } }
    func expects(flow: String, records: Int) { words.withLock { $0.append("\(flow) expects \(records)") } }
    func progressed(flow: String, counts: FlowCounts) { words.withLock { $0.append("\(flow) \(counts.read)") } }
    func ended(flow: String, counts: FlowCounts) { words.withLock { $0.append("\(flow) ended \(counts.read)") } }
  }

  @Test("A flow of several pages says how many records there will be, as soon as it is known to be long")
  func long() async throws {
    let bench = try EngineBench()
    await bench.left.change(by: 2)
    for id in 11...14 { await bench.left.put("papers", id, ["reference": "P", "paid": false, "cancelled": false]) }
    await bench.seed()
    let heard = Heard()
    _ = try await bench.engine(observer: heard).sync(["papers"])
    let words = heard.words.withLock { $0 }
    #expect(words.filter { $0.contains("expects") } == ["papers expects 5"])
    #expect(words.first == "papers began")
    #expect(words.last == "papers ended 5")
    let told = words.compactMap { word in word.hasPrefix("papers ") ? Int(word.dropFirst(7)) : nil }
    #expect(told == told.sorted())
    #expect(Set(told).isSuperset(of: [2, 4, 5]))
  }

  @Test("A flow that fits on a page is over before anybody asks how long it will take")
  func short() async throws {
    let bench = try EngineBench()
    await bench.seed()
    let heard = Heard()
    _ = try await bench.engine(observer: heard).sync(["papers"])
    #expect(heard.words.withLock { $0 }.allSatisfy { !$0.contains("expects") })
  }
}
