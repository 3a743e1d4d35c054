import Records
import Testing
import Transport

@testable import PrestaShop

@Suite("What bad answers mean")
struct AnswerFaultTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var status: Int
    var body: String
    var headers: [String: String] = [:]
    var code: String
    var family: Fault.Family
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "unknown key", status: 401, body: FakeShop.error(20, "not active"), code: "SHOP_KEY_REFUSED",
      family: .configuration),
    Case(
      name: "short key", status: 401, body: FakeShop.error(18, "format"), code: "SHOP_KEY_REFUSED",
      family: .configuration),
    Case(
      name: "no key arrived", status: 401, body: "401 Unauthorized", code: "SHOP_KEY_REFUSED", family: .configuration),
    Case(
      name: "resource", status: 401, body: FakeShop.error(26, "x"), code: "SHOP_RESOURCE_FORBIDDEN",
      family: .configuration),
    Case(
      name: "method", status: 405, body: FakeShop.error(25, "x"), code: "SHOP_RESOURCE_FORBIDDEN",
      family: .configuration),
    Case(name: "shop", status: 403, body: FakeShop.error(132, "x"), code: "SHOP_NOT_GRANTED", family: .configuration),
    Case(name: "firewall", status: 403, body: "<html>Forbidden</html>", code: "SHOP_BLOCKED", family: .configuration),
    Case(
      name: "redirect", status: 302, body: "", headers: ["Location": "http://other.test/"], code: "SHOP_REDIRECTS",
      family: .configuration),
    Case(
      name: "maintenance", status: 503, body: "<html>Soon</html>", headers: ["Retry-After": "30"],
      code: "SHOP_MAINTENANCE", family: .road),
    Case(name: "throttled", status: 429, body: "", code: "SHOP_THROTTLES", family: .road),
    Case(name: "php", status: 500, body: FakeShop.error(8, "Undefined index"), code: "SHOP_ERROR", family: .road),
    Case(name: "dead php", status: 500, body: "", code: "SHOP_ERROR", family: .road),
    Case(
      name: "page", status: 200, body: "<!DOCTYPE html><html><body>Login</body></html>", code: "SHOP_ANSWERED_HTML",
      family: .road),
    Case(name: "nothing", status: 200, body: "", code: "SHOP_EMPTY_ANSWER", family: .road),
    Case(name: "blanks", status: 200, body: "\u{FEFF}  \n", code: "SHOP_EMPTY_ANSWER", family: .road),
    Case(
      name: "cut", status: 200, body: "<prestashop><orders><order><id>1</id></order>", code: "SHOP_TRUNCATED",
      family: .road),
    Case(name: "text", status: 200, body: "Commande invalide", code: "SHOP_XML_INVALID", family: .road),
    Case(
      name: "broken", status: 200, body: "<prestashop><orders></order></prestashop>", code: "SHOP_XML_INVALID",
      family: .road),
    Case(name: "no list", status: 200, body: "<prestashop></prestashop>", code: "SHOP_XML_INVALID", family: .road),
    Case(
      name: "unknown filter", status: 400, body: FakeShop.error(32, "filter"), code: "UNKNOWN_FIELD",
      family: .configuration),
    Case(
      name: "unknown field", status: 400, body: FakeShop.error(35, "display"), code: "UNKNOWN_FIELD",
      family: .configuration),
    Case(
      name: "unknown resource", status: 400, body: FakeShop.error(27, "resource"), code: "UNKNOWN_RESOURCE",
      family: .configuration),
    Case(name: "errors with 200", status: 200, body: FakeShop.error(8, "notice"), code: "SHOP_ERROR", family: .road),
    Case(
      name: "not found", status: 404, body: "<html>404</html>", headers: ["PSWS-Version": ""], code: "SHOP_ERROR",
      family: .road),
  ]

  @Test(
    "Every bad answer to a list is a fault of its own, with something to do about it, and never an empty list",
    arguments: cases)
  func faults(example: Case) async throws {
    let shop = FakeShop {
      $0.instead["GET orders"] = Array(repeating: .answer(example.status, example.body, example.headers), count: 4)
    }
    let client = shop.connector().client
    await #expect {
      _ = try await client.list(ShopQuery(resource: "orders"))
    } throws: { error in
      guard let fault = error as? Fault else { return false }
      #expect(fault.code == example.code)
      #expect(fault.family == example.family)
      #expect(!fault.hint.isEmpty)
      #expect(fault.context["resource"] == "orders")
      return true
    }
  }

  @Test("The fault names the resource, the way out, and how long to wait")
  func details() async throws {
    let shop = FakeShop {
      $0.instead["GET customers"] = [.answer(401, FakeShop.error(26, "x"), [:])]
      $0.instead["GET orders"] = [
        .answer(503, "", ["Retry-After": "30"]), .answer(302, "", ["Location": "https://other.test/"]),
      ]
    }
    let client = shop.connector().client
    let forbidden = await #expect(throws: Fault.self) { try await client.list(ShopQuery(resource: "customers")) }
    #expect(forbidden?.message.contains("customers") == true)
    #expect(forbidden?.hint.contains("Webservice") == true)
    let busy = await #expect(throws: Fault.self) { try await client.list(ShopQuery(resource: "orders")) }
    #expect(busy?.retryAfter == 30)
    let redirect = await #expect(throws: Fault.self) { try await client.list(ShopQuery(resource: "orders")) }
    #expect(redirect?.context["location"] == "https://other.test/")
  }

  @Test("A cut answer is read again, and only the third one is given up")
  func again() async throws {
    let cut = FakeShop.Reply.answer(200, "<prestashop><orders>", [:])
    let shop = FakeShop {
      $0.instead["GET orders"] = [cut, cut]
      $0.tables["orders"] = [["id": "1"]]
    }
    #expect(try await shop.connector().client.list(ShopQuery(resource: "orders")).elements.count == 1)
    #expect(shop.sent.count == 3)
  }

  @Test("Notices around and between the rows do not hide them, and are told")
  func notices() async throws {
    let list = "<orders><order><id>1</id></order><br/><b>Warning</b>: deprecated<order><id>2</id></order></orders>"
    let shop = FakeShop {
      $0.instead["GET orders"] = [
        .answer(200, "<br /><b>Notice</b>: x in y.php" + FakeShop.document(list) + "<script>1</script>", [:])
      ]
    }
    let client = shop.connector().client
    #expect(try await client.list(ShopQuery(resource: "orders")).elements.map(\.name) == ["order", "order"])
    #expect(client.lastWrapping?.isEmpty == false)
  }

  @Test(
    "Failures of the road have codes of their own",
    arguments: [
      (TransportFailure.Kind.unreachable, "SHOP_UNREACHABLE", Fault.Family.road), (.stalled, "SHOP_TIMEOUT", .road),
      (.totalTimeout, "SHOP_TIMEOUT", .road), (.connectTimeout, "SHOP_TIMEOUT", .road),
      (.truncated, "SHOP_TRUNCATED", .road),
      (.tls, "SHOP_CERTIFICATE", .configuration), (.plainHTTPRefused, "SHOP_PLAIN_HTTP", .configuration),
    ])
  func road(kind: TransportFailure.Kind, code: String, family: Fault.Family) {
    let failure = TransportFailure(kind: kind, effect: .none, message: "m", attempts: 1, label: "GET orders")
    let fault = RoadFault.fault(for: failure, resource: "orders")
    #expect(fault.code == code)
    #expect(fault.family == family)
    #expect(!fault.hint.isEmpty)
  }

  @Test(
    "The field of a refused value is found in any language's message",
    arguments: ["Product->price", "La propriété Product-&gt;price n'est pas"])
  func field(message: String) { #expect(AnswerFault.field(in: message) == "price") }
}
