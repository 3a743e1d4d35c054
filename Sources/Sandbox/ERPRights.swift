/// What a user may do: everything, except what is refused a model.
public struct ERPRights: Sendable, Hashable {
  public private(set) var refused: [String: Set<ERPOperation>]

  public init(refused: [String: Set<ERPOperation>] = [:]) { self.refused = refused }

  /// An administrator.
  public static let everything = ERPRights()

  /// A technical user with sales, stock and invoicing rights and no access to the settings: the one a connector should be given. It cannot
  /// read `ir.model.data` or `decimal.precision`, nor change taxes (FACTS-odoo, versions).
  public static let connector = ERPRights(refused: [
    "ir.model.data": Set(ERPOperation.allCases),
    "decimal.precision": Set(ERPOperation.allCases),
    "account.tax": [.write, .create, .unlink],
    "res.company": [.write, .create, .unlink],
    "res.users": [.write, .create, .unlink],
  ])

  public func allows(_ operation: ERPOperation, on model: String) -> Bool {
    refused[model]?.contains(operation) != true
  }

  /// May it change the settings?
  var isAdministrator: Bool { allows(.write, on: "res.users") }

  public mutating func refuse(_ operations: Set<ERPOperation>, on model: String) {
    refused[model, default: []].formUnion(operations)
  }

  public mutating func allow(_ operations: Set<ERPOperation>, on model: String) {
    refused[model]?.subtract(operations)
  }
}
