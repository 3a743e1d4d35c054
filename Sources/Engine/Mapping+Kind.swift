import Mapping

extension Mapping {
  /// False for a mapping that only links what both sides have already.
  var writesFields: Bool { !fields.isEmpty || !children.isEmpty }

  /// Whether the links of other mappings make its records due.
  var watchesLinks: Bool { touches.contains { if case .links = $0 { true } else { false } } }

  /// Whether it sets fields of records that the target has of its own accord: absolute, and harmless to set again.
  var keepsFigures: Bool { writesFields && !find.isEmpty }
}
