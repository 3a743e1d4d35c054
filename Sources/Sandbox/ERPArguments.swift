/// A method's arguments: JSON-RPC gives them by position and by name, JSON-2 by name only.
struct ERPArguments: Sendable {
  var ids: [Int] = []
  var positional: [RPCValue] = []
  var named: RPCMap = [:]

  /// The argument at this position, or with this name; nil when neither is given.
  func callAsFunction(_ position: Int, _ name: String) -> RPCValue? {
    position < positional.count ? positional[position] : named[name]
  }

  func texts(_ position: Int, _ name: String) -> [String] { self(position, name)?.list?.compactMap(\.text) ?? [] }

  /// `load`: many2one fields come with their names unless it is given and is not `_classic_read`.
  func namesReferences(_ position: Int) -> Bool { self(position, "load").map { $0.text == "_classic_read" } ?? true }

  func map(_ position: Int, _ name: String) -> RPCMap { self(position, name)?.map ?? [:] }

  func limit(_ position: Int) -> Int? {
    guard let value = self(position, "limit"), value.isTrue else { return nil }
    return value.integer
  }
}
