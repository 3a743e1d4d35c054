/// What is wrong within one expression; offsets are in UTF-8 of its text.
struct ExpressionProblem: Error, Hashable {
  let code: String
  let range: Range<Int>
  let message: String
  var hint = ""
}
