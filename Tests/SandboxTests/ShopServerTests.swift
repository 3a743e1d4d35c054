import Foundation
import Records
import Testing

@testable import Sandbox

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

@Suite("A simulated shop on the wire")
struct ShopServerTests {
  struct Reply {
    let status: Int
    let response: HTTPURLResponse
    let text: String
  }

  private func get(_ shop: SimulatedShop, _ target: String) async throws -> Reply {
    let address = try #require(shop.url)
    let url = try #require(URL(string: "\(address)/api/\(target)"))
    var request = URLRequest(url: url)
    request.setValue("Basic " + Data("\(shop.key):".utf8).base64EncodedString(), forHTTPHeaderField: "Authorization")
    let session = URLSession(configuration: .ephemeral)
    defer { session.invalidateAndCancel() }
    let (data, response) = try await session.data(for: request)
    let http = try #require(response as? HTTPURLResponse)
    return Reply(status: http.statusCode, response: http, text: String(decoding: data, as: UTF8.self))
  }

  private func running(_ body: (SimulatedShop) async throws -> Void) async throws {
    let shop = try SimulatedShop()
    shop.addProduct(reference: "TASSE", name: "Tasse à café", price: 10)
    try await shop.start()
    do {
      try await body(shop)
    } catch {
      await shop.stop()
      throw error
    }
    await shop.stop()
  }

  @Test("It answers over HTTP, counts what came in, and stops")
  func serves() async throws {
    try await running { shop in
      let reply = try await get(shop, "products?display=%5Bid,reference%5D")
      #expect(reply.status == 200)
      #expect(reply.text.contains("<reference><![CDATA[TASSE]]></reference>"))
      #expect(reply.response.value(forHTTPHeaderField: "PSWS-Version") == "8.2.1")
      #expect(shop.log.count == 1)
      #expect(shop.log.entries.first?.status == 200)
      #expect(shop.log.entries.first?.query == "display=%5Bid,reference%5D")
      #expect(shop.log.maximumInFlight == 1)
      shop.log.reset()
      #expect(shop.log.count == 0)
    }
  }

  @Test("What stands around the document on a bad day")
  func wrapping() async throws {
    try await running { shop in
      shop.misbehave(ShopFaultRule(.noticeBefore))
      let reply1 = try await get(shop, "products")
      #expect(reply1.text.hasPrefix("<br />"))
      shop.misbehave(ShopFaultRule(.scriptAfter))
      let reply2 = try await get(shop, "products")
      #expect(reply2.text.hasSuffix("</script>\n"))
      shop.misbehave(ShopFaultRule(.emptyBody))
      let reply3 = try await get(shop, "products")
      #expect(reply3.text.isEmpty)
      shop.misbehave(ShopFaultRule(.loginPage))
      let reply4 = try await get(shop, "products")
      #expect(reply4.text.contains("login_form"))
      let reply5 = try await get(shop, "products")
      #expect(reply5.text.hasPrefix("<?xml"))
    }
  }

  @Test("Refusals of the road: maintenance, too many requests, moved, unauthorised")
  func refusals() async throws {
    try await running { shop in
      shop.misbehave(ShopFaultRule(.tooManyRequests(retryAfter: 7)))
      let slowed = try await get(shop, "products")
      #expect(slowed.status == 429)
      #expect(slowed.response.value(forHTTPHeaderField: "Retry-After") == "7")
      shop.misbehave(ShopFaultRule(.maintenance, times: nil))
      let reply6 = try await get(shop, "products")
      #expect(reply6.status == 503)
      let reply7 = try await get(shop, "orders")
      #expect(reply7.status == 503)
      shop.behave()
      shop.misbehave(ShopFaultRule(.unauthorized(text: ""), path: "/orders"))
      let reply8 = try await get(shop, "products")
      #expect(reply8.status == 200)
      let reply9 = try await get(shop, "orders")
      #expect(reply9.status == 401)
    }
  }

  @Test("A cut body and a connection that just ends are errors of the road")
  func cuts() async throws {
    try await running { shop in
      shop.misbehave(ShopFaultRule(.cutBody(afterBytes: 60), times: nil))
      await #expect(throws: (any Error).self) { try await get(shop, "products") }
      shop.behave()
      shop.misbehave(ShopFaultRule(.hangUp(afterDoingIt: false), times: nil))
      await #expect(throws: (any Error).self) { try await get(shop, "products") }
    }
  }

  @Test("A shop upgraded between two requests keeps what it holds")
  func changes() async throws {
    try await running { shop in
      shop.misbehave(ShopFaultRule(.upgraded(to: .v9), skipping: 1))
      let reply10 = try await get(shop, "products")
      #expect(reply10.response.value(forHTTPHeaderField: "PSWS-Version") == "8.2.1")
      let after = try await get(shop, "products?display=full")
      #expect(after.response.value(forHTTPHeaderField: "PSWS-Version") == "9.1.4")
      #expect(after.text.contains("Tasse à café"))
      #expect(!after.text.contains("meta_keywords"))
    }
  }

  @Test("A key can be revoked from the third request on")
  func revoked() throws {
    let shop = try SimulatedShop()
    let desk = ShopDesk(shop)
    shop.misbehave(ShopFaultRule(.keyRevoked, skipping: 2))
    #expect((1...4).map { _ in desk.get("products").status } == [200, 200, 401, 401])
  }

  @Test("A write that took effect although the answer is nothing")
  func effectWithoutAnswer() throws {
    let shop = try SimulatedShop()
    shop.addProduct(reference: "TASSE", name: "Tasse", price: 10)
    shop.misbehave(ShopFaultRule(.serverCrash(afterDoingIt: true), method: "PATCH"))
    let reply = ShopDesk(shop).write("PATCH", "products", "<product><id>1</id><price>4</price></product>")
    #expect(reply.status == 500)
    #expect(reply.body.isEmpty)
    #expect(shop.record("products", 1)?["price"] == "4.000000")
  }

  @Test("Filters that are ignored, and another charset than the document says")
  func lies() throws {
    let shop = try SimulatedShop()
    for name in ["é", "b"] { shop.addProduct(reference: name, name: name, price: 10) }
    let desk = ShopDesk(shop)
    shop.misbehave(ShopFaultRule(.ignoresFilters))
    #expect(desk.get("products?filter[id]=[2]").ids.count == 2)
    shop.misbehave(ShopFaultRule(.latin1))
    let reply = desk.get("products?display=[reference]")
    #expect(reply.body.contains(0xE9))
    #expect(reply.headers["Content-Type"] == "text/xml;charset=iso-8859-1")
  }
}
