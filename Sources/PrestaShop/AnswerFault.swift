import Records
import XMLStream

/// What an answer that is no success means: one fault, by status, by the webservice's own error codes, and by what
/// stands in place of a document. Pure; the tables are those of FACTS e.
struct AnswerFault {
  /// "GET", "POST", …
  var method: String
  var resource: String
  var isWrite: Bool

  /// The pages of the back office, so that hints can name them.
  private static let keyPage = "Advanced Parameters > Webservice"

  func fault(for answer: ShopAnswer) -> Fault {
    var fault = specific(answer) ?? general(answer)
    fault.context.merge(context(answer)) { own, _ in own }
    return fault
  }

  private func context(_ answer: ShopAnswer) -> [String: String] {
    var context = ["status": String(answer.status), "resource": resource, "method": method]
    let errors = answer.errors
    if !errors.isEmpty {
      context["codes"] = errors.compactMap { $0.code.map(String.init) }.joined(separator: ", ")
      context["messages"] = Excerpt.shorten(errors.map(\.message).joined(separator: " / "))
    } else if !answer.excerpt.isEmpty {
      context["answer"] = answer.excerpt
    }
    return context
  }

  /// What can be told from the status alone, and from codes that mean one thing.
  private func specific(_ answer: ShopAnswer) -> Fault? {
    let codes = Set(answer.errors.compactMap(\.code))
    switch answer.status {
    case 300..<400: return redirect(answer)
    case 401 where codes.contains(26): return forbidden("read or write")
    case 401: return keyRefused(codes)
    case 403 where codes.contains(132): return notGranted()
    case 405 where codes.contains(25): return forbidden(method)
    case 403 where codes.isEmpty:
      return Fault(
        .configuration, "SHOP_BLOCKED", "The shop's web server refuses the request before PrestaShop sees it.",
        hint: "Ask the host to let \(method) requests to /api through its firewall (mod_security, WAF).")
    case 404 where codes.isEmpty && answer.headers["PSWS-Version"] == nil && answer.failure?.kind != .empty:
      return Fault(
        .configuration, "SHOP_NO_WEBSERVICE", "There is no webservice at this address.",
        hint:
          "Check the shop's address, that the webservice is switched on (\(Self.keyPage)) and that friendly "
          + "URLs work for /api."
      )
    case 429, 503: return busy(answer)
    // Said with status 500, and about one row alone (FACTS a).
    case 500 where codes.contains(133) && isWrite: return advancedStock()
    default: return nil
    }
  }

  private func general(_ answer: ShopAnswer) -> Fault {
    if !answer.errors.isEmpty { return byCode(answer) }
    if let failure = answer.failure { return unreadable(answer, failure) }
    return Fault(
      .road, "SHOP_ERROR", "The shop answered with status \(answer.status).",
      hint: "Look into the shop's PHP error log of this minute.")
  }

  private func redirect(_ answer: ShopAnswer) -> Fault {
    let location = Excerpt.shorten(answer.headers["Location"] ?? "", to: 120)
    return Fault(
      .configuration, "SHOP_REDIRECTS", "The shop sends the request elsewhere.", context: ["location": location],
      hint:
        "Use the exact domain, port and https setting of the shop's own address (Shop Parameters > Traffic & "
        + "SEO), and an id_shop "
        + "that exists. A proxy before the shop must pass on the Host header with its port.")
  }

  private func keyRefused(_ codes: Set<Int>) -> Fault {
    let message =
      switch true {
      case codes.contains(18): "The webservice key does not have 32 characters."
      case codes.contains(20), codes.contains(21): "The shop does not know the webservice key, or it is not active."
      case codes.contains(22): "The shop's webservice is switched off."
      default: "The shop did not receive a webservice key."
      }
    let hint =
      codes.isEmpty
      ? "The web server strips the Authorization header: for PHP as CGI, add the rule SetEnvIf Authorization "
        + "to .htaccess."
      : "Check the key and its status in the back office: \(Self.keyPage)."
    return Fault(.configuration, "SHOP_KEY_REFUSED", message, hint: hint)
  }

  private func forbidden(_ what: String) -> Fault {
    Fault(
      .configuration, "SHOP_RESOURCE_FORBIDDEN", "The webservice key may not \(what) \(resource).",
      hint: "Tick \(resource), \(isWrite ? method : "GET"), for this key in the back office: \(Self.keyPage).")
  }

  private func notGranted() -> Fault {
    Fault(
      .configuration, "SHOP_NOT_GRANTED", "The webservice key is not granted for this shop.",
      hint: "Open the key in the back office (\(Self.keyPage)) in the context of all shops, and tick this shop.")
  }

  private func busy(_ answer: ShopAnswer) -> Fault {
    let retry = answer.headers["Retry-After"].flatMap { Int($0) }
    return answer.status == 429
      ? Fault(
        .road, "SHOP_THROTTLES", "The shop asks for fewer requests.",
        hint: "Raise the time between requests in the connection's settings.", retryAfter: retry)
      : Fault(
        .road, "SHOP_MAINTENANCE", "The shop is in maintenance or overloaded.",
        hint:
          "Nothing is lost; the next run goes on. Allow this machine's address in Shop Parameters > General > "
          + "Maintenance to work during it.",
        retryAfter: retry)
  }

  private func byCode(_ answer: ShopAnswer) -> Fault {
    let errors = answer.errors
    let text = Excerpt.shorten(errors.map(\.message).joined(separator: " / "))
    switch errors.compactMap(\.code).first {
    case 27, 28:
      return Fault(
        .configuration, "UNKNOWN_RESOURCE", "This shop has no resource \(resource).",
        hint: "Its version may not have it: \(text)")
    case 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39:
      return Fault(
        .configuration, "UNKNOWN_FIELD", "The shop cannot filter, sort or show \(resource) this way: \(text)",
        hint: "Look up the resource's fields with `passerelle schema`.")
    case 23:
      return Fault(
        .configuration, "SHOP_METHOD_UNKNOWN", "The shop does not know the method \(method).",
        hint: "PATCH exists from PrestaShop 8 on.")
    case let code? where isWrite && answer.status < 500: return refusal(code, text)
    default:
      return Fault(
        .road, "SHOP_ERROR", "The shop answered with an error: \(text)",
        hint: "Look into the shop's PHP error log of this minute.")
    }
  }

  /// A write that the shop judged and did not do (FACTS a, b).
  private func refusal(_ code: Int, _ text: String) -> Fault {
    switch code {
    case 84, 85:
      var context: [String: String] = [:]
      if let field = Self.field(in: text) { context["field"] = field }
      return Fault(
        .record, "SHOP_INVALID_VALUE", "The shop refuses a value: \(text)", context: context,
        hint: "Correct the value where it comes from.")
    case 41:
      return Fault(
        .record, "SHOP_REQUIRED_FIELD", "A field that the shop requires is missing: \(text)",
        hint: "Add it to the mapping.")
    case 93:
      return Fault(
        .record, "SHOP_READ_ONLY_FIELD", "A field cannot be written: \(text)", hint: "Remove it from the mapping.")
    case 92, 131:
      return Fault(
        .record, "SHOP_RECORD_GONE", "The record does not exist in this shop.",
        hint: "It was deleted, or belongs to another shop.")
    default:
      return Fault(
        .record, "SHOP_REFUSED", "The shop refuses the record: \(text)", hint: "The shop's message says why.")
    }
  }

  private func advancedStock() -> Fault {
    Fault(
      .record, "SHOP_ADVANCED_STOCK",
      "The shop's own warehouses decide this quantity: advanced stock management is on.",
      hint: "Switch it off for this product in the back office, so that its quantity can be written.")
  }

  /// The property named in "Product->price": stable in every language.
  static func field(in message: String) -> String? {
    guard let arrow = message.firstRange(of: "->") ?? message.firstRange(of: "-&gt;") else { return nil }
    let name = message[arrow.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return name.isEmpty ? nil : String(name)
  }

  private func unreadable(_ answer: ShopAnswer, _ failure: XMLFailure) -> Fault {
    guard answer.status < 400 else {
      return Fault(
        .road, "SHOP_ERROR",
        "The shop answered with status \(answer.status)" + (answer.excerpt.isEmpty ? " and nothing else." : "."),
        hint: "Look into the shop's PHP error log of this minute.")
    }
    switch failure.kind {
    case .empty:
      return Fault(
        .road, "SHOP_EMPTY_ANSWER", "The shop answered with nothing at all.",
        hint: "PHP ended in the middle of its work: look into the shop's PHP error log of this minute.")
    case .noDocument where Self.isPage(answer.excerpt):
      return Fault(
        .road, "SHOP_ANSWERED_HTML", "The shop answered with a page instead of its webservice.",
        hint: "Open the address in a browser: a login, a firewall's check or a maintenance page stands before /api.")
    case .cut:
      return Fault(
        .road, "SHOP_TRUNCATED", "The shop's answer ends in the middle.",
        hint: "A time or memory limit of PHP was met: look into the shop's PHP error log of this minute.")
    case .charset:
      return Fault(
        .road, "SHOP_CHARSET", "The shop's answer is not valid UTF-8: \(failure)",
        hint:
          "A module or an import stored text in another charset: find the record by the request above and save "
          + "it again."
      )
    default:
      return Fault(
        .road, "SHOP_XML_INVALID", "The shop's answer cannot be read: \(failure)",
        hint:
          "A module prints into the webservice's answers: switch off display_errors and the module that the "
          + "excerpt names."
      )
    }
  }

  static func isPage(_ text: String) -> Bool {
    let start = text.prefix(400).lowercased()
    return ["<!doctype html", "<html", "<head", "<body", "<title"].contains { start.contains($0) }
  }
}
