import Foundation
import Records
import Sandbox
import Testing

/// What a shop answers instead of an answer. In each case: its own sentence, nothing half done, and the next run after the fault is over
/// leaves nothing missing and nothing twice.
@Suite("A shop that answers badly")
struct ShopAnswerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var fault: ShopFault
    var code: String
    var sentence: String
    var family = Fault.Family.road
    var testDescription: String { "\(fault)" }
  }

  static let xml401 = """
    <?xml version="1.0" encoding="UTF-8"?>
    <prestashop><errors><error><code><![CDATA[21]]></code><message><![CDATA[Inactive]]></message></error></errors></prestashop>
    """

  static let cases: [Case] = [
    Case(
      fault: .loginPage, code: "SHOP_ANSWERED_HTML",
      sentence:
        "The shop answered with a web page instead of data: a firewall's check, a login or a maintenance page stands before it."
    ),
    Case(
      fault: .emptyBody, code: "SHOP_EMPTY_ANSWER",
      sentence: "The shop answered with nothing at all: PHP broke off."),
    Case(
      fault: .cutBody(afterBytes: 40), code: "SHOP_TRUNCATED",
      sentence: "The shop's answer ends in the middle: PHP was stopped on the way."),
    Case(
      fault: .moved(to: "https://www.example.com/api/"), code: "SHOP_REDIRECTS",
      sentence: "The shop sends the connector to another address: https://www.example.com/api/.", family: .configuration
    ),
    Case(
      fault: .unauthorized(text: xml401), code: "SHOP_KEY_REFUSED",
      sentence: "PrestaShop does not accept the webservice key.", family: .configuration),
    Case(
      fault: .unauthorized(text: "401 Unauthorized"), code: "SHOP_KEY_REFUSED",
      sentence: "PrestaShop does not accept the webservice key.", family: .configuration),
    Case(
      fault: .tooManyRequests(retryAfter: nil), code: "SHOP_THROTTLES",
      sentence: "The shop asks for fewer requests."),
    Case(
      fault: .tooManyRequests(retryAfter: 1), code: "SHOP_THROTTLES",
      sentence: "The shop asks for fewer requests."),
    Case(
      fault: .maintenance, code: "SHOP_MAINTENANCE",
      sentence: "The shop is in maintenance or overloaded."),
    Case(
      fault: .serverError(code: 47, message: "Fatal error"), code: "SHOP_ERROR",
      sentence: "The shop answered with an error (500): Fatal error."),
    Case(
      fault: .serverCrash(afterDoingIt: false), code: "SHOP_ERROR",
      sentence: "The shop answered with an error (500)."),
    Case(
      fault: .hangUp(afterDoingIt: false), code: "SHOP_TRUNCATED",
      sentence: "The shop's answer ends in the middle: PHP was stopped on the way."),
  ]

  /// Where in a run it happens: at the first page, beside it, among what it needs, in the tables.
  static let places = ["/orders", "/order_details", "/addresses", "/taxes"]

  @Test("From the first request on, it stops the run with its own sentence; afterwards all is there", arguments: cases)
  func fromTheBeginning(_ example: Case) async throws {
    try await Bench.run { bench in
      let orders = [bench.order(), bench.order()]
      bench.shop.misbehave(ShopFaultRule(example.fault, times: nil))
      let report = try await bench.sync()
      expect(report.fault, example.code, example.sentence, example.family)
      #expect(report.end == (example.family == .road ? .incomplete : .configuration))
      #expect(bench.isERPUntouched)
      bench.shop.behave()
      try await bench.completes()
      #expect(bench.differences(orders) == [])
    }
  }

  @Test("In mid-run, wherever, nothing is half done; afterwards all is there", arguments: cases, places)
  func inMidRun(_ example: Case, place: String) async throws {
    try await Bench.run { bench in
      let orders = [bench.order(), bench.order()]
      _ = try await bench.withEngine { try await $0.check() }
      bench.shop.misbehave(ShopFaultRule(example.fault, path: place, times: nil))
      let report = try await bench.sync()
      expect(report.fault, example.code, nil, example.family)
      #expect(bench.harm(orders) == [])
      #expect(try await bench.quarantine().isEmpty)
      bench.shop.behave()
      try await bench.completes()
      #expect(bench.differences(orders) == [])
    }
  }

  @Test(
    "Once, and a worker that may try again finishes in the same run", arguments: cases.filter { $0.family == .road },
    places)
  func once(_ example: Case, place: String) async throws {
    if example.fault == .tooManyRequests(retryAfter: 1), place != "/orders" { return }
    try await Bench.run(Road(attempts: 3)) { bench in
      let orders = [bench.order()]
      bench.shop.misbehave(ShopFaultRule(example.fault, path: place))
      let report = try await bench.sync()
      #expect(report.end == .done, "\(report)")
      #expect(bench.differences(orders) == [])
    }
  }

  @Test(
    "What stands around a good document is let pass, and told",
    arguments: [ShopFault.noticeBefore, .byteOrderMark, .blanksBefore, .scriptAfter])
  func aroundTheDocument(fault: ShopFault) async throws {
    try await Bench.run { bench in
      let orders = [bench.order(), bench.order()]
      bench.shop.misbehave(ShopFaultRule(fault, times: nil))
      try await bench.completes()
      #expect(bench.differences(orders) == [])
      let isPrinted = fault == .noticeBefore || fault == .scriptAfter
      #expect(bench.logs.text.contains("The shop printed something around its XML") == isPrinted)
      guard isPrinted else { return }
      let connector = try bench.shopConnector(bench.road)
      let findings = await connector.examine()
      await connector.shutdown()
      #expect(findings.contains { $0.code == "SHOP_XML_SURROUNDED" }, "\(findings.map(\.code))")
    }
  }

  @Test("Text in another charset than the one that is told stops the run, and never becomes a wrong name")
  func charset() async throws {
    try await Bench.run { bench in
      let orders = [bench.order(by: bench.buyer("zoe@example.com", first: "Zoé", last: "Léger"))]
      bench.shop.misbehave(ShopFaultRule(.latin1, path: "/customers", times: nil))
      expect(
        try await bench.sync().fault, "SHOP_CHARSET",
        "The shop's answer for customers holds text in a wrong character set.", .road)
      #expect(bench.harm(orders) == [])
      bench.shop.behave()
      try await bench.completes()
      #expect(bench.differences(orders) == [])
      #expect(bench.people("zoe@example.com").first?["name"]?.text == "Zoé Léger")
    }
  }

  @Test("An answer that comes too late stops the run, and the next one finds everything")
  func tooLate() async throws {
    try await Bench.run(Road(timeout: .milliseconds(800))) { bench in
      let orders = [bench.order()]
      bench.shop.misbehave(ShopFaultRule(.slow(.seconds(3)), path: "/orders", times: 1))
      expect(
        try await bench.sync().fault, "SHOP_TIMEOUT",
        "The shop did not answer in time: it is slow or overloaded.", .road)
      #expect(bench.harm(orders) == [])
      try await bench.completes(road: Road())
      #expect(bench.differences(orders) == [])
    }
  }

  @Test("A key that the shop does not know, and one that is no key")
  func wrongKey() async throws {
    try await Bench.run { bench in
      let orders = [bench.order()]
      for key in [String(repeating: "X", count: 32), "short"] {
        let report = try await bench.sync(road: Road(shopKey: key))
        expect(
          report.fault, "SHOP_KEY_REFUSED",
          "PrestaShop does not accept the webservice key.", .configuration)
        #expect(report.end == .configuration)
        #expect(!bench.logs.text.contains(key))
      }
      #expect(bench.isERPUntouched)
      try await bench.completes()
      #expect(bench.differences(orders) == [])
    }
  }

  @Test("A key that stops working in mid-run", arguments: [0, 3, 8, 12, 15, 18])
  func keyRevoked(after requests: Int) async throws {
    try await Bench.run(Road(attempts: 3)) { bench in
      let orders = [bench.order()]
      bench.shop.misbehave(ShopFaultRule(.keyRevoked, skipping: requests))
      let report = try await bench.sync()
      expect(report.fault, "SHOP_KEY_REFUSED", nil, .configuration)
      #expect(report.end == .configuration)
      #expect(bench.harm(orders) == [])
      bench.shop.behave()
      bench.shop.settings.keys = [.everything]
      try await bench.completes()
      #expect(bench.differences(orders) == [])
    }
  }

  @Test(
    "A key without a right on one resource is told which", arguments: ["orders", "order_details", "addresses", "taxes"])
  func oneResourceForbidden(resource: String) async throws {
    try await Bench.run { bench in
      let orders = [bench.order()]
      let all = [
        "addresses", "carriers", "cart_rules", "combinations", "configurations", "countries", "currencies", "customers",
        "languages", "order_carriers", "order_cart_rules", "order_details", "order_histories", "order_states", "orders",
        "products", "shop_groups", "shops", "states", "stock_availables", "taxes",
      ]
      let key = ShopKey.everything.text
      var rights = Dictionary(uniqueKeysWithValues: all.map { ($0, Set([ShopKey.Method.get])) })
      rights["stock_availables"] = [.get, .put, .patch]
      rights["order_carriers"] = [.get, .put, .patch]
      rights["order_histories"] = [.get, .post]
      bench.shop.settings.keys = [ShopKey(key, rights: rights.filter { $0.key != resource })]
      let report = try await bench.sync()
      expect(report.fault, "SHOP_RESOURCE_FORBIDDEN", nil, .configuration)
      #expect(report.fault?.cause(.english).contains(resource) == true)
      #expect(bench.isERPUntouched)
      // The rights that the README lists are enough.
      bench.shop.settings.keys = [ShopKey(key, rights: rights)]
      let next = try await bench.sync()
      #expect(next.end == .done, "\(next)")
      #expect(bench.differences(orders) == [])
    }
  }

  @Test("A shop that is upgraded between two pages", arguments: [2, 10, 14, 17, 20])
  func upgraded(after requests: Int) async throws {
    try await Bench.run(
      Road(pageSize: 2), version: Sandbox.ShopVersion.v17
    ) { bench in
      var orders = [bench.order(), bench.order(), bench.order(), bench.order(), bench.order()]
      bench.shop.misbehave(ShopFaultRule(.upgraded(to: .v8), skipping: requests))
      _ = try await bench.sync()
      #expect(bench.harm(orders) == [])
      let report = try await bench.sync()
      #expect(report.end == .done, "\(report)")
      #expect(bench.differences(orders) == [])
      orders.append(bench.order())
      try await bench.completes()
      #expect(bench.differences(orders) == [])
    }
  }

  @Test(
    "A shop that ignores filters: the run says so, or finds everything all the same, and never takes foreign rows for its own"
  )
  func filtersIgnored() async throws {
    try await Bench.run { bench in
      let orders = [bench.order(), bench.order([.init(bench.product("BOWL"), quantity: 2)])]
      bench.shop.misbehave(ShopFaultRule(.ignoresFilters, times: nil))
      let report = try await bench.sync()
      if report.end != .done { expect(report.fault, "FILTER_IGNORED", nil, .road) }
      #expect(bench.harm(orders) == [])
      bench.shop.behave()
      try await bench.completes()
      #expect(bench.differences(orders) == [])
    }
  }
}
