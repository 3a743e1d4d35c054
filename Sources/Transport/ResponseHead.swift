/// Status and header fields.
struct ResponseHead: Sendable {
  var status: Int
  var headers = HTTPHeaders()
}
