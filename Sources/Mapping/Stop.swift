import Records

/// Why an expression gave no value.
enum Stop: Error {
  /// Something was not handed in; what, is noted beside.
  case demands
  case skip
  case wait(Demand)
  indirect case fault(Fault)
}
