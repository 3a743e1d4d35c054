import Foundation
import Records
import Sandbox
import Testing

/// Nothing goes wrong: what the other suites compare with.
@Suite("Orders that nothing happens to")
struct PlainThreadTests {
  @Test(
    "Paid orders are in the ERP once, to the cent, and the next run writes nothing",
    arguments: Sandbox.ShopVersion.allCases)
  func plain(version: Sandbox.ShopVersion) async throws {
    try await Bench.run(
      version: version
    ) { bench in
      let orders = [bench.order(), bench.order([.init(bench.product("BOWL"), quantity: 3)])]
      let report = try await bench.sync()
      #expect(report.end == .done, "\(report)")
      #expect(bench.differences(orders) == [])
      bench.erp.forgetCalls()
      try await bench.completes()
      let writes = ["load", "create", "write", "action_confirm", "create_invoices", "unlink"]
      #expect(bench.erp.calls.filter { writes.contains($0.method ?? "") }.isEmpty)
      #expect(bench.differences(orders) == [])
    }
  }
}
