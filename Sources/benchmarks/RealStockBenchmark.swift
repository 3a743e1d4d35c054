import Foundation
import Logging
import PrestaShop
import Records

/// The connector's writes beside a plain client's, on a real shop.
struct RealStockBenchmark {
  /// Seconds of one round.
  private struct Round {
    var oneByOne = 0.0
    var list = 0.0
    var bodies = 0.0
    var find = 0.0
    var write = 0.0
    var readBack = 0.0
    var requests = 0
    var wrong = 0

    var ours: Double { find + write + readBack }
  }

  let url: String
  let key: String
  let rows: Int
  let rounds: Int

  func run(_ report: inout FigureReport) async throws {
    let plain = PlainShop(url: url, key: key)
    let stage = try await RealStockStage.make(plain, rows: rows)
    let connector = try PrestaShopConnector(
      PrestaShopConfiguration(url: url, key: key, shopID: 1), logger: Logger(label: "connector"))
    do {
      try await measure(stage, connector, &report)
    } catch {
      try? await stage.restore()
      throw error
    }
    try await stage.restore()
    report.add(Figure("rows not restored", try await stage.wrong(\.quantity), budget: 0))
    await connector.shutdown()
    await plain.close()
  }

  private func measure(_ stage: RealStockStage, _ connector: PrestaShopConnector, _ report: inout FigureReport)
    async throws
  {
    let schema = try await connector.describe(["stock_availables"])
    report.title("\(stage.rows.count) stock rows, PrestaShop \(schema.version), \(rounds) rounds")
    // The server's workers are awake, and the connector knows the shop, from here on.
    _ = try await find(stage.rows, connector)
    try await stage.restore()
    var all: [Round] = []
    for number in 1...max(1, rounds) { all.append(try await round(number, stage, connector)) }
    add(all, mustRead: schema.resources["stock_availables"]?.update != .partial, &report)
  }

  private func round(_ number: Int, _ stage: RealStockStage, _ connector: PrestaShopConnector) async throws -> Round {
    var round = Round()
    // Another quantity each time, so that every write changes its row.
    var step = number * 10
    func next() -> @Sendable (PlainStockRow) -> Int {
      step += 1
      return { [step] row in row.quantity + step }
    }
    let bodies = next()
    round.list = try await seconds { _ = try await stage.readAll() }
    round.bodies = try await seconds { try await stage.writeBodies(bodies) }
    round.wrong += try await stage.wrong(bodies)
    let ours = next()
    let before = connector.statistics().requests
    var keys: [RecordKey] = []
    round.find = try await seconds { keys = try await find(stage.rows, connector) }
    round.write = try await seconds { try await write(keys, stage.rows, ours, connector) }
    round.readBack = try await seconds { try await readBack(keys, stage.rows, ours, connector) }
    round.requests = connector.statistics().requests - before
    round.wrong += try await stage.wrong(ours)
    let single = next()
    round.oneByOne = try await seconds { try await stage.writeOneByOne(single) }
    round.wrong += try await stage.wrong(single)
    return round
  }

  /// - Parameter mustRead: before 8, a row can only be written whole: a client that means well reads it before, and so the plain one's
  ///   reading is compared too.
  private func add(_ rounds: [Round], mustRead: Bool, _ report: inout FigureReport) {
    func median(_ value: (Round) -> Double) -> Double { Median.of(rounds.map(value)) }
    let other = mustRead ? "plain lists and bodies" : "plain bodies"
    func ratio(_ ours: (Round) -> Double) -> Double {
      median { ours($0) / ($0.bodies + (mustRead ? $0.list : 0)) }
    }
    report.add(Figure("rows wrong after a write", rounds.reduce(0) { $0 + $1.wrong }, budget: 0))
    report.add(Figure("plain client, one by one", median(\.oneByOne), "s"))
    report.add(Figure("plain lists of 100", median(\.list), "s"))
    report.add(Figure("plain bodies of 100", median(\.bodies), "s"))
    report.add(Figure("connector: find", median(\.find), "s"))
    report.add(Figure("connector: write", median(\.write), "s"))
    report.add(Figure("connector: read back", median(\.readBack), "s"))
    report.add(Figure("connector: requests", median { Double($0.requests) }))
    report.add(Figure("one by one to the connector, all in all", median { $0.oneByOne / $0.ours }, "times"))
    report.add(
      Figure("connector, all in all, to plain lists and bodies", median { $0.ours / ($0.list + $0.bodies) }, "times"))
    report.add(Figure("connector's writes to \(other)", ratio(\.write), "times", budget: 1.2))
    report.add(
      Figure("connector's writes and reading back to \(other)", ratio { $0.write + $0.readBack }, "times", budget: 2))
  }

  // MARK: The connector's part

  private static let fields = ["id_product", "id_product_attribute", "quantity"]

  private func find(_ rows: [PlainStockRow], _ connector: PrestaShopConnector) async throws -> [RecordKey] {
    let found = try await connector.find(
      rows.map { row in
        Probe(
          resource: "stock_availables",
          conditions: [
            Condition("id_product", .equals, .integer(row.product)),
            Condition("id_product_attribute", .equals, .integer(row.combination)),
          ], fields: Self.fields)
      })
    return try zip(rows, found).map { row, candidates in
      guard let one = candidates.first, candidates.count == 1 else {
        throw ShopFailure("The connector finds \(candidates.count) stock rows of product \(row.product).")
      }
      return one.key
    }
  }

  private func write(
    _ keys: [RecordKey], _ rows: [PlainStockRow], _ quantity: (PlainStockRow) -> Int, _ connector: PrestaShopConnector
  ) async throws {
    let writes = zip(keys, rows).map { key, row in
      Write(resource: "stock_availables", identity: .update(key), fields: ["quantity": .integer(quantity(row))])
    }
    for outcome in await connector.write(writes) {
      guard case .applied = outcome else { throw ShopFailure("A write of the connector was not applied: \(outcome)") }
    }
  }

  private func readBack(
    _ keys: [RecordKey], _ rows: [PlainStockRow], _ quantity: (PlainStockRow) -> Int, _ connector: PrestaShopConnector
  ) async throws {
    let read = try await connector.read(
      RelatedQuery(resource: "stock_availables", field: "id", values: keys.map(\.value), fields: ["quantity"]))
    let byKey = Dictionary(read.map { ($0.key, $0["quantity"]) }, uniquingKeysWith: { $1 })
    for (key, row) in zip(keys, rows) where byKey[key]?.number != Decimal(quantity(row)) {
      throw ShopFailure("Stock row \(key) is read back as \(byKey[key] ?? .null).")
    }
  }

  private func seconds(_ body: () async throws -> Void) async rethrows -> Double {
    let begun = ContinuousClock.now
    try await body()
    return (ContinuousClock.now - begun) / .seconds(1)
  }
}
