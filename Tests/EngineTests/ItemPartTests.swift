import JournalStore
import Records
import Synchronization
import Testing

@testable import Engine

@Suite("Very many items of one source record")
struct ItemPartTests {
  /// What was on record whenever the target had written something.
  private final class Sightings: Sendable {
    private let seen = Mutex<[(linked: Int, hasEnded: Bool)]>([])
    func note(_ linked: Int, _ hasEnded: Bool) { seen.withLock { $0.append((linked, hasEnded)) } }
    var all: [(linked: Int, hasEnded: Bool)] { seen.withLock(\.self) }

    func watch(_ bench: ItemBench) async {
      await bench.right.afterNextWrite {
        let journal = bench.bench.journal
        let links = try? await journal.links(set: "parts", system: "left", under: [10])
        let states = try? await journal.states(flow: "parts", keys: [10])
        self.note(links?.count ?? -1, states?[10] != nil)
        await self.watch(bench)
      }
    }
  }

  @Test(
    "They are made and put on record in parts, and the source record ends last"
  )
  func parts() async throws {
    let bench = try await ItemBench()
    for number in 1...1100 { await bench.line(number, of: 10) }
    await bench.paper(10)
    let sightings = Sightings()
    await sightings.watch(bench)
    let report = try await bench.engine.sync(["parts"])
    #expect(report.flows["parts"]?.created == 1100)
    #expect(Set(sightings.all.map(\.linked)) == [0, 500, 1000])
    #expect(sightings.all.allSatisfy { !$0.hasEnded })
    let states = try await bench.bench.journal.states(flow: "parts", keys: [10])
    #expect(states[10]?.stage == .settled)
  }
}
