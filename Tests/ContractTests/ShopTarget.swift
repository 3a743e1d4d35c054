import Sandbox
import Testing

/// A shop that the contract is checked against.
enum ShopTarget: Sendable, CustomTestStringConvertible {
  case simulated(ShopVersion)
  case server(url: String, key: String)

  /// The real shop that the environment names, or every release that can be simulated.
  static let all: [ShopTarget] =
    if let url = Environment["SHOP_URL"], let key = Environment["SHOP_KEY"] {
      [.server(url: url, key: key)]
    } else {
      ShopVersion.allCases.map { .simulated($0) }
    }

  var testDescription: String {
    switch self {
    case .simulated(let version): "simulated \(version.rawValue)"
    case .server(let url, _): url
    }
  }
}
