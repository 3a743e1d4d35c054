import Sandbox
import Testing

/// An Odoo database that the contract is checked against.
enum ERPTarget: Sendable, CustomTestStringConvertible {
  case simulated(ERPVersion)
  case server(url: String, database: String, login: String, key: String)

  /// The real database that the environment names, or every version that can be simulated.
  static let all: [ERPTarget] =
    if let url = Environment["ERP_URL"], let database = Environment["ERP_DB"], let login = Environment["ERP_LOGIN"],
      let key = Environment["ERP_KEY"]
    {
      [.server(url: url, database: database, login: login, key: key)]
    } else {
      ERPVersion.allCases.map { .simulated($0) }
    }

  var testDescription: String {
    switch self {
    case .simulated(let version): "simulated \(version.rawValue)"
    case .server(let url, let database, _, _): "\(url) \(database)"
    }
  }
}
