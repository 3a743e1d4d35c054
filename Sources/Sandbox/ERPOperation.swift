/// What a right allows on a model's records.
public enum ERPOperation: String, Sendable, Hashable, CaseIterable {
  case read
  case write
  case create
  case unlink

  /// The word of Odoo's access messages.
  var verb: String {
    switch self {
    case .read: "access"
    case .write: "modify"
    case .create: "create"
    case .unlink: "delete"
    }
  }
}
