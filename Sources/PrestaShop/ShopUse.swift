/// What a flow does to a resource of the shop besides reading it, so that an examination can look whether the key may.
public struct ShopUse: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case create
    case change
    case remove
  }

  public var resource: String
  public var kind: Kind

  public init(_ resource: String, _ kind: Kind) {
    self.resource = resource
    self.kind = kind
  }

  func method(hasPatch: Bool) -> String {
    switch kind {
    case .create: "post"
    case .change: hasPatch ? "patch" : "put"
    case .remove: "delete"
    }
  }
}
