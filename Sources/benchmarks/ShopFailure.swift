/// The shop did not do what the benchmark needs.
struct ShopFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String, _ body: [UInt8] = []) {
    let said = String(decoding: body.prefix(300), as: UTF8.self)
    self.description = said.isEmpty ? description : description + "\n" + said
  }
}
