/// Where the bytes of a field are, and a token that changes when they do: "product.template/12/image_1920#<digest>".
struct ContentName: Sendable, Hashable {
  var model: String
  var id: Int
  /// The server's name of the field.
  var field: String
  var token: String

  init(model: String, id: Int, field: String, token: String) {
    (self.model, self.id, self.field, self.token) = (model, id, field, token)
  }

  /// Nil for anything that is not of this form.
  init?(_ text: String) {
    let halves = text.split(separator: "#", maxSplits: 1)
    let parts = halves.first?.split(separator: "/") ?? []
    guard halves.count == 2, parts.count == 3, let id = Int(parts[1]) else { return nil }
    self.init(model: String(parts[0]), id: id, field: String(parts[2]), token: String(halves[1]))
  }

  var text: String { "\(model)/\(id)/\(field)#\(token)" }
}
