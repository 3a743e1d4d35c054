import Mapping

extension Mapping {
  /// False for a mapping that only links what both sides have already.
  var writesFields: Bool { !fields.isEmpty || !children.isEmpty }

  /// Whether it sets fields of records that the target has of its own accord: absolute, and harmless to set again.
  var keepsFigures: Bool { writesFields && !find.isEmpty }
}
