/// How long the requests of a run took, by what they were, as the program's own log of requests tells.
struct RequestTimes {
  private(set) var entries: [(label: String, count: Int, seconds: Double)] = []

  /// - Parameter log: what `passerelle --verbose` wrote: "... label: status, 12 ms, ...".
  init(log: String) {
    var sums: [String: (count: Int, milliseconds: Int)] = [:]
    for line in log.split(separator: "\n") {
      guard let end = line.range(of: " ms, "),
        let comma = line[..<end.lowerBound].lastIndex(of: ","),
        let milliseconds = Int(line[line.index(comma, offsetBy: 2)..<end.lowerBound]),
        let colon = line[..<comma].lastIndex(of: ":")
      else { continue }
      let label = line[..<colon].split(separator: " ").last.map(String.init) ?? ""
      sums[label, default: (0, 0)].count += 1
      sums[label, default: (0, 0)].milliseconds += milliseconds
    }
    entries = sums.map { ($0.key, $0.value.count, Double($0.value.milliseconds) / 1000) }
      .sorted { ($1.2, $0.0) < ($0.2, $1.0) }
  }
}
