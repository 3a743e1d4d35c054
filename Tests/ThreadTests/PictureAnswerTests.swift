import Foundation
import Logging
import PrestaShop
import Records
import Sandbox
import Testing

/// What becomes of an upload whose answer is lost, spoilt or late: never a second picture, never a row without one.
@Suite("Uploads whose answer is no answer")
struct PictureAnswerTests {
  private static let png: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + Array("one IEND".utf8)

  private let shop: SimulatedShop
  private let product: Int
  private let file = FileManager.default.temporaryDirectory.appending(path: "upload-\(UUID().uuidString)").path

  init() throws {
    shop = try SimulatedShop(version: .v8)
    product = shop.addProduct(reference: "PICTURED", name: "Pictured", price: 1)
    try Data(Self.png).write(to: URL(filePath: file))
  }

  private func connector() async throws -> PrestaShopConnector {
    let port = try await shop.start()
    let configuration = PrestaShopConfiguration(
      url: "http://127.0.0.1:\(port)", key: shop.key, shopID: 1, retryPause: .milliseconds(1))
    return try PrestaShopConnector(configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  private var write: Write {
    Write(
      resource: "images", identity: .create(nil), fields: ["id_product": .integer(product), "content": "a#1"],
      files: ["a#1": file])
  }

  private var uploads: Int { shop.log.entries.count { $0.method == "POST" } }

  /// The outcome of one upload that the shop answers so, with the intent that was announced before it.
  private func upload(_ fault: ShopFault, _ connector: PrestaShopConnector) async throws -> (Outcome, OpenIntent) {
    let effect = OpenIntent.Effect.write(write)
    let baseline = try #require(try await connector.baseline([effect]).first)
    shop.misbehave(ShopFaultRule(fault, method: "POST", path: "/images", times: 1))
    let outcome = try #require(await connector.write([write]).first)
    shop.behave()
    return (outcome, OpenIntent(effect: effect, baseline: baseline, announced: Instant(secondsSince1970: 0)))
  }

  private func end(_ connector: PrestaShopConnector) async {
    await connector.shutdown()
    await shop.stop()
    try? FileManager.default.removeItem(atPath: file)
  }

  @Test("An answer that is lost after the effect is not asked for again, and the picture is found")
  func lostAfter() async throws {
    let connector = try await connector()
    _ = shop.addPicture(product: product, bytes: Self.png)
    let (outcome, intent) = try await upload(.hangUp(afterDoingIt: true), connector)
    guard case .unknown = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(uploads == 1)
    let pictures = shop.pictures(of: product)
    #expect(pictures.count == 2)
    let key = RecordKey([String(product), String(pictures[1].id)])
    #expect(try await connector.settle([intent]) == [.done(key)])
    await end(connector)
  }

  @Test("An answer that is lost before the effect leaves nothing, and the upload may be repeated")
  func lostBefore() async throws {
    let connector = try await connector()
    let (outcome, intent) = try await upload(.hangUp(afterDoingIt: false), connector)
    guard case .unknown = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(uploads == 1)
    #expect(try await connector.settle([intent]) == [.notDone])
    await end(connector)
  }

  @Test(
    "A picture that is there although the answer says something else is the one that was sent",
    arguments: [
      ShopFault.serverCrash(afterDoingIt: true), .answersInstead(status: 200, body: "<html>thank you</html>"),
      .answersInstead(status: 500, body: "<b>Notice</b>"), .noticeBefore, .scriptAfter, .byteOrderMark,
    ])
  func spoilt(_ fault: ShopFault) async throws {
    let connector = try await connector()
    let (outcome, _) = try await upload(fault, connector)
    let picture = try #require(shop.pictures(of: product).first)
    #expect(outcome == .applied(RecordKey([String(product), String(picture.id)])))
    #expect(shop.pictures(of: product).count == 1)
    await end(connector)
  }

  @Test("A shop that breaks down without an effect is a matter of the road, and nothing is sent after it")
  func crash() async throws {
    let connector = try await connector()
    shop.misbehave(ShopFaultRule(.serverCrash(afterDoingIt: false), method: "POST", path: "/images", times: nil))
    let outcomes = await connector.write([write, write])
    for outcome in outcomes {
      guard case .notApplied(let fault) = outcome else {
        Issue.record("\(outcome)")
        continue
      }
      #expect(fault.family == .road)
    }
    #expect(uploads == 1)
    #expect(shop.pictures(of: product).isEmpty)
    await end(connector)
  }

  @Test("A gateway that gives up says nothing of what the shop does")
  func gateway() async throws {
    let connector = try await connector()
    let (outcome, intent) = try await upload(.answersInstead(status: 504, body: "Gateway Time-out"), connector)
    guard case .unknown = outcome else {
      Issue.record("\(outcome)")
      return
    }
    let picture = try #require(shop.pictures(of: product).first)
    #expect(try await connector.settle([intent]) == [.done(RecordKey([String(product), String(picture.id)]))])
    await end(connector)
  }

  @Test("A row without a picture is taken back, and those that were there before are left alone")
  func emptyRow() async throws {
    let connector = try await connector()
    _ = shop.addPicture(product: product, bytes: Self.png)
    try Data("GIF89a and no more".utf8).write(to: URL(filePath: file))
    let outcome = try #require(await connector.write([write]).first)
    guard case .refused(let fault) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(fault.code == "SHOP_PICTURE_REFUSED")
    #expect(fault.context["format"] == "gif")
    #expect(shop.pictures(of: product).map(\.bytes) == [Self.png])
    await end(connector)
  }

  @Test("What is fetched is cut, and asked for again; what is not there leaves no file")
  func fetch() async throws {
    let connector = try await connector()
    let image = shop.addPicture(product: product, bytes: Self.png)
    shop.misbehave(ShopFaultRule(.cutBody(afterBytes: 4), method: "GET", path: "/images", times: 1))
    try await connector.fetch("images/products/\(product)/\(image)#\(image)", to: file)
    #expect(try Array(Data(contentsOf: URL(filePath: file))).starts(with: Self.png))
    try FileManager.default.removeItem(atPath: file)
    await #expect(throws: Fault.self) {
      try await connector.fetch("images/products/\(product)/99#99", to: file)
    }
    #expect(!FileManager.default.fileExists(atPath: file))
    await end(connector)
  }

  @Test("A snapshot of the shop shows pictures that came, moved and went")
  func snapshot() async throws {
    let connector = try await connector()
    let before = shop.snapshot(of: ["images"])
    let outcome = try #require(await connector.write([write]).first)
    guard case .applied(let key) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    let changes = shop.snapshot(of: ["images"]).changes(since: before)
    #expect(changes.map(\.resource) == ["images"])
    #expect(changes.first?.after == key.parts[1])
    let call = ActionCall(resource: "images", key: key, action: ResourceSchema.Action.delete)
    #expect(await connector.perform([call]) == [.applied(key)])
    #expect(shop.snapshot(of: ["images"]).changes(since: before).isEmpty)
    await end(connector)
  }
}
