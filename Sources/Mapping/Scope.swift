/// What the names in an expression may mean, beside the fields of the source record.
struct Scope: Sendable {
  /// `let` names with their numbers.
  var lets: [String: Int] = [:]
  /// Names of related reads with their numbers.
  var reads: [String: Int] = [:]
  var variables: Set<Code.Variable> = []
  /// How many items enclose the expression: with one, `it` is the item of the mapping's `each`.
  var depth = 0

  func adding(_ variables: Set<Code.Variable> = [], depth: Int = 0) -> Scope {
    var scope = self
    scope.variables.formUnion(variables)
    scope.depth += depth
    return scope
  }
}
