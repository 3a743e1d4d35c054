import Foundation
import Logging
import PrestaShop
import Records
import Sandbox
import Testing

@Suite("A shop that labours is given time")
struct TempoTests {
  /// New suppliers, in as many bodies as the connector finds right. Returns how many requests that took, and the least pause between two.
  private static func write(_ names: [String], _ connector: PrestaShopConnector, _ shop: SimulatedShop) async -> (
    bodies: Int, pause: Duration
  ) {
    shop.log.reset()
    let outcomes = await connector.write(
      names.map { name in
        Write(
          resource: "suppliers", identity: .create(nil), fields: ["name": .text(name), "active": true],
          probe: [Condition("name", .equals, .text(name))])
      })
    let applied = outcomes.count { if case .applied = $0 { true } else { false } }
    #expect(applied == names.count)
    let posts = shop.log.entries.filter { $0.method == "POST" }.sorted { $0.startedAt < $1.startedAt }
    let pauses = zip(posts, posts.dropFirst()).map { first, second in
      Duration.nanoseconds(Int64(second.startedAt) - Int64(first.endedAt ?? second.startedAt))
    }
    return (posts.count, pauses.min() ?? .zero)
  }

  @Test("Its Execution-Time rises: bodies get smaller and pauses longer; it falls again: all is as before")
  func labouring() async throws {
    let shop = try SimulatedShop()
    let port = try await shop.start()
    let connector = try PrestaShopConnector(
      PrestaShopConfiguration(
        url: "http://127.0.0.1:\(port)", key: shop.key, shopID: 1, minimumSpacing: .zero, plainHTTPHosts: ["127.0.0.1"]),
      logger: Logger(label: "test"))
    func names(_ count: Int, _ prefix: String) -> [String] { (1...count).map { "\(prefix) \($0)" } }

    let before = await Self.write(names(300, "Early"), connector, shop)
    // What it says of itself, and long enough to be told from a fast one.
    shop.settings.pace = ShopPace(request: .milliseconds(350))
    _ = await Self.write(names(225, "Slow"), connector, shop)
    let during = await Self.write(names(50, "Slower"), connector, shop)
    shop.settings.pace = ShopPace()
    _ = await Self.write(names(300, "Again"), connector, shop)
    var after = await Self.write(names(300, "Late"), connector, shop)
    // A busy machine makes a slow shop of its own: that passes, too.
    for round in 1...5 where after.bodies != before.bodies || after.pause >= .milliseconds(350) {
      after = await Self.write(names(300, "Later \(round)"), connector, shop)
    }

    #expect(during.bodies > 2 * (50 * before.bodies / 300 + 1))
    #expect(during.pause >= .milliseconds(350))
    #expect(after.bodies == before.bodies)
    #expect(after.pause < .milliseconds(350))
    await connector.shutdown()
    await shop.stop()
  }
}
