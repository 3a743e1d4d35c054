/// One measured number, with its budget where it has one.
struct Figure: Encodable {
  var name: String
  var value: Double
  var unit: String
  /// The most that is allowed, or the least.
  var budget: Double?
  var isKept: Bool?

  init(_ name: String, _ value: Double, _ unit: String = "", budget: Double? = nil) {
    self.name = name
    self.value = value
    self.unit = unit
    self.budget = budget
    isKept = budget.map { value <= $0 }
  }

  init(_ name: String, _ value: Int, _ unit: String = "", budget: Int? = nil) {
    self.init(name, Double(value), unit, budget: budget.map(Double.init))
  }

  /// A number that must be exactly this.
  init(_ name: String, _ value: Int, exactly budget: Int) {
    self.init(name, value, budget: budget)
    isKept = value == budget
  }

  /// A number that must not be smaller.
  init(_ name: String, _ value: Double, _ unit: String = "", atLeast budget: Double?) {
    self.init(name, value, unit)
    self.budget = budget
    isKept = budget.map { value >= $0 }
  }

  var line: String {
    let amount = Self.text(value) + (unit.isEmpty ? "" : " " + unit)
    let left = name + String(repeating: " ", count: max(1, 58 - name.count))
    guard let budget, let isKept else { return left + amount }
    return left + amount + String(repeating: " ", count: max(1, 16 - amount.count))
      + "budget \(Self.text(budget)): \(isKept ? "kept" : "BROKEN")"
  }

  /// Three decimals below ten, one below a thousand, none above.
  private static func text(_ value: Double) -> String {
    let factor: Double = value < 10 ? 1000 : value < 1000 ? 10 : 1
    let rounded = (value * factor).rounded() / factor
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }
}
