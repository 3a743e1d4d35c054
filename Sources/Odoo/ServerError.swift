import Foundation

/// An exception of the server, as both protocols describe it: JSON-RPC in `error.data` (HTTP status 200 always), JSON-2
/// as the body beside a real HTTP status.
struct ServerError: Sendable, Hashable {
  /// The exception's class: "odoo.exceptions.ValidationError". The only thing that is the same in every language.
  var name: String
  /// In the user's language, and with blank lines around it.
  var message: String

  init(name: String, message: String) {
    self.name = name
    self.message = message.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Reads `{name, message, …}`; nil when there is no exception's name in it.
  init?(_ data: JSON?) {
    guard let name = data?["name"]?.string else { return nil }
    self.init(name: name, message: data?["message"]?.string ?? "")
  }

  /// The groups that a refused right would come with: lines "\t- Sales/Administrator".
  var groups: [String] {
    message.split(separator: "\n").compactMap { line in
      let trimmed = line.trimmingCharacters(in: .whitespaces)
      return line.hasPrefix("\t- ") ? String(trimmed.dropFirst(2)) : nil
    }
  }
}
