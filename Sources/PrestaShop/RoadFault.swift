import Foundation
import Records
import Transport

/// What a failure of the road means.
enum RoadFault {
  static func fault(for failure: TransportFailure, resource: String) -> Fault {
    let context = ["resource": resource, "attempts": String(failure.attempts), "detail": failure.message]
    switch failure.kind {
    case .unreachable:
      return Fault(
        .road, "SHOP_UNREACHABLE", "The shop cannot be reached.", context: context,
        hint: "Check the address, the name server and the firewall; nothing is lost, the next run goes on.")
    case .connectTimeout, .stalled, .totalTimeout:
      return Fault(
        .road, "SHOP_TIMEOUT", "The shop did not answer in time.", context: context,
        hint:
          "The shop is slow or overloaded: lower the requests in flight, or raise the time limit in the "
          + "connection's settings."
      )
    case .closed, .truncated:
      return Fault(
        .road, "SHOP_TRUNCATED", "The shop's answer ends in the middle.", context: context,
        hint:
          "A time or memory limit of PHP, or a proxy between, ended it: look into the shop's error log of this minute.")
    case .tooLarge:
      return Fault(
        .road, "SHOP_TOO_LARGE", "The shop's answer is larger than allowed.", context: context,
        hint: "Lower the page size.")
    case .tls:
      return Fault(
        .configuration, "SHOP_CERTIFICATE", "The shop's certificate is not accepted.", context: context,
        hint: "Renew it, or name the authority's file in the connection's settings.")
    case .plainHTTPRefused:
      return Fault(
        .configuration, "SHOP_PLAIN_HTTP", "The shop's address is not https, so the key would travel readable.",
        context: context,
        hint: "Use https, or allow this host by name in the connection's settings.")
    case .badURL:
      return Fault(
        .configuration, "SHOP_SETTINGS", "The shop's address cannot be used.", context: context,
        hint: "Correct it in the settings.")
    case .badFile:
      return file(failure.message)
    case .cancelled:
      return Fault(
        .road, "CANCELLED", "The work was stopped.", context: context, hint: "The next run goes on where it stopped.")
    }
  }

  /// A file on its way from one system to the other, on this machine.
  static func file(_ detail: String) -> Fault {
    Fault(
      .road, "NO_TEMPORARY_FILE", "A temporary file cannot be read or written: \(detail)",
      context: ["detail": detail, "folder": FileManager.default.temporaryDirectory.path],
      hint: "Make room there, or name another folder in TMPDIR.")
  }
}
