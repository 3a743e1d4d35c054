import Foundation
import Records
import Transport

/// What a broken road means: no answer, or an answer that is not Odoo's.
enum RoadTable {
  static func failure(_ failure: TransportFailure, effect: OdooCall.Effect, url: String) -> CallFailure {
    let context = ["url": url, "call": failure.label, "attempts": String(failure.attempts)]
    let consequence: CallFailure.Consequence = effect == .write && failure.effect == .unknown ? .unknown : .nothing
    switch failure.kind {
    case .unreachable, .connectTimeout:
      return CallFailure(
        Fault(
          .road, "ERP_UNREACHABLE", "Odoo cannot be reached: \(failure.message)", context: context,
          hint: "Check that the Odoo server runs and that its address is right."), consequence)
    case .closed, .truncated:
      // Odoo kills a worker that is over its limits without answering: its transaction is rolled back. A connection
      // that was cut after the commit looks the same from here.
      return CallFailure(
        Fault(
          .road, "ERP_CONNECTION_CLOSED", "Odoo closed the connection without a whole answer.", context: context,
          hint: "Its worker may be over its limits (limit_time_cpu, limit_time_real, limit_memory_hard)."), consequence,
        wantsSmallerBatch: true)
    case .stalled, .totalTimeout:
      return CallFailure(
        Fault(
          .road, "ERP_TIMEOUT", "Odoo did not answer in time: \(failure.message)", context: context,
          hint: "Look at Odoo's load; the time limit of this connection can be raised."), consequence,
        wantsSmallerBatch: true)
    case .tooLarge:
      return CallFailure(
        Fault(
          .road, "ERP_ANSWER_TOO_LARGE", "Odoo's answer is larger than this connection accepts.", context: context,
          hint: "Read fewer fields, or smaller pages."), consequence, wantsSmallerBatch: true)
    case .cancelled:
      return CallFailure(
        Fault(.road, "CANCELLED", "The call was cancelled.", context: context), consequence)
    case .tls:
      return CallFailure(
        Fault(
          .configuration, "ERP_TLS", "The Odoo server's certificate is not accepted: \(failure.message)",
          context: context, hint: "Check the certificate, or name its authority in the settings."))
    case .plainHTTPRefused:
      return CallFailure(
        Fault(
          .configuration, "ERP_PLAIN_HTTP", "The Odoo server's address is plain http, which is refused.",
          context: context, hint: "Use https, or allow this host by name."))
    case .badFile:
      return CallFailure(
        Fault(
          .road, "NO_TEMPORARY_FILE", "A temporary file cannot be read: \(failure.message)",
          context: context.merging(["folder": FileManager.default.temporaryDirectory.path]) { own, _ in own },
          hint: "Make room there, or name another folder in TMPDIR."), .nothing)
    case .badURL:
      return CallFailure(
        Fault(
          .configuration, "ERP_SETTINGS", "Odoo's address cannot be used: \(failure.message)", context: context,
          hint: "Give it as https://host."))
    }
  }

  /// An answer that is not JSON. `start` is its beginning.
  static func failure(
    status: Int, start: String, location: String?, retryAfter: Int?, effect: OdooCall.Effect, label: String
  ) -> CallFailure {
    let context = ["status": String(status), "call": label, "answer": start]
    switch status {
    case 301, 302, 303, 307, 308:
      return CallFailure(
        Fault(
          .configuration, "ERP_REDIRECTS", "The address of Odoo leads elsewhere.",
          context: context.merging(["location": location ?? ""]) { own, _ in own },
          hint: "Use the address that it leads to."))
    case 401, 403:
      return CallFailure(
        Fault(
          .configuration, "ERP_KEY_REFUSED", "The server in front of Odoo refuses access (\(status)).",
          context: context, hint: "Ask its administrator to let this machine through."))
    case 404 where start.contains("No database is selected"):
      return CallFailure(FailureTable.databaseUnknown("no database is selected by the name given."))
    case 413:
      return CallFailure(
        Fault(
          .road, "ERP_REQUEST_TOO_LARGE", "The server in front of Odoo refuses so large a request.", context: context),
        wantsSmallerBatch: true)
    case 429:
      return CallFailure(
        Fault(
          .road, "ERP_THROTTLED", "The server in front of Odoo asks for fewer requests.", context: context,
          hint: "Set a longer spacing between requests.", retryAfter: retryAfter))
    case 500...599:
      return CallFailure(
        Fault(
          .road, "ERP_UNREACHABLE", "Odoo does not work at the moment: it answers \(status).", context: context,
          hint: "Look at Odoo's log and at the server in front of it.", retryAfter: retryAfter),
        effect == .write ? .unknown : .nothing, mayPass: ![502, 503, 504].contains(status))
    default:
      return CallFailure(
        Fault(
          .configuration, "ERP_NOT_ODOO", "The address does not answer as Odoo does (status \(status)).",
          context: context, hint: "Check the address, and that nothing in front of Odoo asks for a password."))
    }
  }
}
