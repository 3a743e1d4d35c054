import Sandbox

/// One run of the program against simulated servers, as they counted it.
struct SimulatedRun {
  private static let writingMethods: Set = [
    "load", "create", "write", "unlink", "action_confirm", "action_cancel", "create_invoices", "action_post",
  ]

  let usage: WorkerUsage
  let shop: [RequestLogEntry]
  let erp: [ERPExchange]
  /// All requests to either side.
  let requests: [RequestLogEntry]

  /// Requests to either side that change something there.
  var writes: Int {
    shopWrites + erp.count { $0.method.map(Self.writingMethods.contains) ?? false }
  }

  var shopWrites: Int { shop.count { $0.method != "GET" && $0.method != "HEAD" } }

  func shopReads(of resource: String) -> Int {
    shop.count { ($0.method == "GET" || $0.method == "HEAD") && $0.path.hasSuffix("/" + resource) }
  }

  func shopWrites(of resource: String, method: String? = nil) -> Int {
    shop.count { entry in
      !["GET", "HEAD"].contains(entry.method) && entry.path.hasSuffix("/" + resource)
        && (method.map { $0 == entry.method } ?? true)
    }
  }

  /// Of all that was computed, the servers' part, from 0 to 1.
  var serversShare: Double { usage.serversCPU / max(usage.serversCPU + usage.cpu, 0.001) }

  /// Of the time that the run took, the part in which a server had a request of it to answer, from 0 to 1.
  var waitedForServers: Double {
    var (busy, until): (UInt64, UInt64) = (0, 0)
    for entry in requests.sorted(by: { $0.startedAt < $1.startedAt }) {
      let end = entry.endedAt ?? entry.startedAt
      guard end > until else { continue }
      busy += end - max(entry.startedAt, until)
      until = end
    }
    return Double(busy) / 1_000_000_000 / max(usage.wall, 0.001)
  }

  /// The most requests that one model of the ERP got.
  var mostOfOneModel: Int {
    Dictionary(grouping: erp.filter { $0.model != nil }) { $0.model }.values.map(\.count).max() ?? 0
  }

  /// The most requests that one resource of the shop got.
  var mostOfOneResource: Int {
    Dictionary(grouping: shop, by: \.path).values.map(\.count).max() ?? 0
  }

  /// Seconds during which the shop was answering, summed over its requests.
  var shopAnswering: Double {
    shop.reduce(0) { sum, entry in
      sum + (entry.endedAt.map { Double($0 - entry.startedAt) / 1_000_000_000 } ?? 0)
    }
  }

  /// How often each method of the ERP was called, most often first.
  var erpMethods: [(name: String, count: Int)] {
    Dictionary(grouping: erp) { "\($0.model ?? "") \($0.method ?? "")" }.map { ($0.key, $0.value.count) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }

  var shopResources: [(name: String, count: Int)] {
    Dictionary(grouping: shop, by: \.path).map { ($0.key, $0.value.count) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }
}
