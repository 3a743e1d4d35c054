import Mapping

extension Mapping {
  /// False for a mapping that only links what both sides have already.
  var writesFields: Bool { !fields.isEmpty || !children.isEmpty }
}
