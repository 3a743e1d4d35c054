import Foundation
import Logging
import PrestaShop
import Records
import Testing
import Transport

extension ShopBench {
  /// A product of the test's own, without pictures.
  func newProduct() async throws -> Int {
    let texts = ["name", "link_rewrite"].map { name in
      "<\(name)><language id=\"1\">pictured-article</language><language id=\"2\">pictured-article</language></\(name)>"
    }
    let reply = try await wire.send(
      "POST", "products", "<product><price>5</price><state>1</state>\(texts.joined())</product>")
    return try #require(reply.ids.first, "no product was made: \(reply.status)")
  }

  /// A product that held an empty row of pictures is deleted with a 500, but it is.
  func deleteProduct(_ id: Int) async throws { _ = try await wire.send("DELETE", "products/\(id)") }

  /// The write of a new picture.
  func picture(of product: Int, _ file: String, isCover: Bool? = nil) -> Write {
    var fields: [String: Value] = ["id_product": .integer(product), "content": .text("test/\(file)#1")]
    if let isCover { fields["is_cover"] = .bool(isCover) }
    return Write(
      resource: "images", identity: .create(nil), fields: fields,
      probe: [Condition("id_product", .equals, .integer(product))], files: ["test/\(file)#1": file])
  }

  /// The product's pictures: their ids in order, and the cover.
  func pictures(of product: Int, _ connector: PrestaShopConnector) async throws -> (ids: [Int], cover: Int?) {
    let records = try await connector.read(
      RelatedQuery(
        resource: "images", field: "id_product", values: [.integer(product)], fields: ["is_cover", "position"]))
    #expect(records.map { $0["position"].integer } == Array(1..<(records.count + 1)))
    return (
      records.compactMap { $0["id_image"].integer },
      records.first { $0["is_cover"].bool == true }?["id_image"].integer
    )
  }

  /// A picture sent beside the connector; the status of the answer.
  func upload(_ bytes: [UInt8], to product: Int) async throws -> Int {
    let client = HTTPClient(TransportConfiguration(maximumAttempts: 1), logger: Logger(label: "contract.shop"))
    let basic = "Basic " + Data("\(key):".utf8).base64EncodedString()
    let base = url.hasSuffix("/") ? String(url.dropLast()) : url
    let request = HTTPRequest(
      method: "POST", url: base + "/api/images/products/\(product)", headers: [(name: "Authorization", value: basic)],
      body: .multipart([MultipartPart(name: "image", filename: "a.gif", contentType: "image/gif", bytes: bytes)]),
      effect: .write)
    let status = try await client.send(request).status
    await client.shutdown()
    return status
  }
}
