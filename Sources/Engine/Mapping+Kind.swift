import Mapping

extension Mapping {
  /// False for a mapping that only links what both sides have already.
  var writesFields: Bool { !fields.isEmpty || !children.isEmpty }

  /// What is read of the target: what expressions and comparisons use, and what it was found by.
  var readBackFields: [String] { (targetFields + find.map(\.field)).uniqued() }
}
