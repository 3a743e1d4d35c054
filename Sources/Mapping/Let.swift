/// A named expression, evaluated at most once a record.
struct Let: Sendable {
  let name: String
  let expression: Formula
}
