import Foundation
import PrestaShop
import Records
import Sandbox
import Testing

extension Contract.Shop {
  @Suite("Pictures: each upload makes one, and what fails leaves nothing behind")
  struct Images {
    private func image(_ outcome: Outcome) throws -> Int {
      let key = try #require(outcome.key, "\(outcome)")
      return try #require(Int(key.parts[1]))
    }

    private func update(_ product: Int, _ image: Int, _ fields: [String: Value], _ files: [String: String] = [:])
      -> Write
    {
      Write(
        resource: "images", identity: .update(RecordKey([String(product), String(image)])), fields: fields,
        files: files)
    }

    private func deletion(_ product: Int, _ image: Int) -> ActionCall {
      ActionCall(
        resource: "images", key: RecordKey([String(product), String(image)]), action: ResourceSchema.Action.delete)
    }

    @Test(
      "A picture of a product that another shop has is not called deleted, and none is sent to it; one that is gone is",
      arguments: Sandbox.ShopVersion.allCases)
    func inAnotherShop(_ version: Sandbox.ShopVersion) async throws {
      let bench = try await ShopBench.open(.simulated(version), settings: ShopSettings(shopIDs: [1, 2]))
      let files = try Pictures()
      let other = try bench.connector { $0.shopID = 2 }
      let goods = ShopGoods(bench: bench, connector: other)
      let product = try #require(Int(try await goods.made([goods.product("P")])[0].description))
      var keys: [RecordKey] = []
      for bytes in [Pictures.red, Pictures.red, Pictures.red] {
        keys.append(try #require(await other.write(bench.picture(of: product, files.file(bytes))).key))
      }
      let last = try #require(keys.last)
      #expect(try await other.perform(ActionCall(resource: "images", key: last, action: "delete")) == .applied(last))
      keys.append("999,999")

      let connector = try bench.connector()
      let read = try await connector.read(
        RelatedQuery(resource: "images", field: "key", values: keys.map(\.value), fields: ["key"]))
      #expect(read == [])
      let hidden = try await connector.hidden("images", keys)
      #expect(hidden.mapValues(\.code) == [keys[0]: "NOT_IN_SHOP", keys[1]: "NOT_IN_SHOP"])
      #expect(hidden[keys[0]]?.context["record"] == keys[0].description)
      #expect(try await other.hidden("images", keys) == [:])
      let sent = try await connector.write(bench.picture(of: product, files.file(Pictures.red)))
      #expect(sent.refusal?.code == "NOT_IN_SHOP", "\(sent)")
      let covered = try await connector.write(update(product, try image(.applied(keys[1])), ["is_cover": true]))
      #expect(covered.refusal?.code == "NOT_IN_SHOP", "\(covered)")
      #expect(try await bench.pictures(of: product, other).ids.count == 2)
      files.remove()
      await bench.close()
    }

    @Test("A picture is uploaded, read by its product and by its key, fetched, and deleted", arguments: ShopTarget.all)
    func life(_ target: ShopTarget) async throws {
      let bench = try await ImageBench.open(target)
      #expect(try await bench.pictures().ids == [])
      let image = try image(await bench.connector.write(bench.picture(Pictures.red)))
      let fields = ["key", "id_product", "id_image", "content", "picture", "is_cover", "position"]
      let key = Value.list([.integer(bench.product), .integer(image)])
      let read = try await bench.connector.read(
        RelatedQuery(resource: "images", field: "key", values: [key, key], fields: fields))
      #expect(read.count == 1)
      let record = try #require(read.first)
      #expect(record.key == RecordKey([String(bench.product), String(image)]))
      #expect(record["is_cover"] == true)
      #expect(record["position"] == 1)
      // Nothing tells which bytes the shop's own encoding was made of.
      #expect(record.fields["content"] == nil)
      let path = bench.files.path()
      try await bench.connector.fetch(try #require(record["picture"].text), to: path)
      let bytes = try Array(Data(contentsOf: URL(filePath: path)))
      #expect(bytes.starts(with: [0x89, 0x50]) || bytes.starts(with: [0xff, 0xd8]))
      #expect(bytes != Pictures.red)

      #expect(try await bench.connector.perform(deletion(bench.product, image)) == .applied(record.key))
      #expect(try await bench.connector.perform(deletion(bench.product, image)) == .unchanged(record.key))
      #expect(try await bench.pictures().ids == [])
      await Contract.expectFault("SHOP_RECORD_GONE", family: .record) {
        try await bench.connector.fetch("images/products/\(bench.product)/\(image)#\(image)", to: bench.files.path())
      }
      try await bench.close()
    }

    @Test(
      "The first picture is the cover until another is said to be; a product with pictures keeps a cover",
      arguments: ShopTarget.all)
    func cover(_ target: ShopTarget) async throws {
      let bench = try await ImageBench.open(target)
      let outcomes = try await bench.connector.write([
        bench.picture(Pictures.red, isCover: false),
        bench.picture(Pictures.blue),
        bench.picture(Pictures.gif, isCover: true),
      ])
      let images = try outcomes.map { try image($0) }
      var now = try await bench.pictures()
      #expect(now.ids == images)
      #expect(now.cover == images[2])

      #expect(try await bench.connector.write(update(bench.product, images[1], ["is_cover": true])).key != nil)
      now = try await bench.pictures()
      #expect(now.cover == images[1])
      #expect(try await bench.connector.write(update(bench.product, images[1], ["is_cover": false])).key != nil)
      now = try await bench.pictures()
      #expect(now.cover == images[0])
      let again = try await bench.connector.write(update(bench.product, images[0], ["is_cover": true]))
      #expect(again == .unchanged(RecordKey([String(bench.product), String(images[0])])))

      #expect(try await bench.connector.perform(deletion(bench.product, images[0])).key != nil)
      now = try await bench.pictures()
      #expect(now.ids == [images[1], images[2]])
      #expect(now.cover == images[1])
      try await bench.close()
    }

    @Test("New bytes take the place of a picture, which keeps its id and its place", arguments: ShopTarget.all)
    func replacement(_ target: ShopTarget) async throws {
      let bench = try await ImageBench.open(target)
      let image = try image(await bench.connector.write(bench.picture(Pictures.red)))
      let place = "images/products/\(bench.product)/\(image)#\(image)"
      let (before, after) = (bench.files.path(), bench.files.path())
      try await bench.connector.fetch(place, to: before)
      let write = update(
        bench.product, image, ["content": "blue", "id_product": .integer(bench.product)],
        ["blue": try bench.files.file(Pictures.blue)])
      #expect(try await bench.connector.write(write) == .applied(RecordKey([String(bench.product), String(image)])))
      try await bench.connector.fetch(place, to: after)
      #expect(try Data(contentsOf: URL(filePath: before)) != Data(contentsOf: URL(filePath: after)))
      #expect(try await bench.pictures().ids == [image])

      let broken = update(
        bench.product, image, ["content": "broken"], ["broken": try bench.files.file(Pictures.broken)])
      #expect(try await bench.connector.write(broken).refusal?.code == "SHOP_PICTURE_REFUSED")
      let missing = update(bench.product, image + 1000, ["content": "blue"], write.files)
      #expect(try await bench.connector.write(missing).refusal?.code == "SHOP_RECORD_GONE")
      let kept = bench.files.path()
      try await bench.connector.fetch(place, to: kept)
      #expect(try Data(contentsOf: URL(filePath: kept)) == Data(contentsOf: URL(filePath: after)))
      try await bench.close()
    }

    @Test(
      "What is no picture, what cannot be decoded and what is too large is refused, and leaves no row",
      arguments: ShopTarget.all)
    func refusals(_ target: ShopTarget) async throws {
      let bench = try await ImageBench.open(target)
      let large = Pictures.red + [UInt8](repeating: 0, count: 4 << 20)
      for (bytes, code) in [
        (Pictures.noPicture, "SHOP_PICTURE_FORMAT"), (Pictures.broken, "SHOP_PICTURE_REFUSED"),
        (large, "SHOP_PICTURE_TOO_LARGE"),
      ] {
        let refusal = try await bench.connector.write(bench.picture(bytes)).refusal
        #expect(refusal?.code == code)
        #expect(refusal?.family == .record)
        #expect(refusal?.context["product"] == String(bench.product))
        #expect(refusal?.context["size"] == String(bytes.count))
        #expect(
          try await bench.shop.wire.get("images/products/\(bench.product)").status >= 400, "a row is left of \(code)")
      }
      let gone = try await bench.connector.write(bench.shop.picture(of: 99_999_999, bench.files.file(Pictures.red)))
        .refusal
      #expect(gone?.code == "SHOP_RECORD_GONE")
      // The next picture is the cover: none of those before it took that away.
      let image = try image(await bench.connector.write(bench.picture(Pictures.red)))
      #expect(try await bench.pictures().cover == image)
      try await bench.close()
    }

    @Test("The one picture that was not there before an upload is what it made", arguments: ShopTarget.all)
    func settlement(_ target: ShopTarget) async throws {
      let bench = try await ImageBench.open(target)
      let other = try bench.shop.connector()
      _ = try await other.write(bench.picture(Pictures.red))
      let effect = OpenIntent.Effect.write(try bench.picture(Pictures.blue))
      let baseline = try #require(try await bench.connector.baseline([effect]).first)
      #expect(baseline.keys.count == 1)
      let old = OpenIntent(effect: effect, baseline: baseline, announced: Instant(secondsSince1970: 0))
      #expect(try await bench.connector.settle([old]) == [.notDone])
      let fresh = OpenIntent(effect: effect, baseline: baseline, announced: Instant(Date()))
      guard case .wait? = try await bench.connector.settle([fresh]).first else {
        Issue.record("what may still come is waited for")
        return
      }
      let made = try await other.write(bench.picture(Pictures.blue))
      #expect(try await bench.connector.settle([fresh]) == [.done(try #require(made.key))])
      _ = try await other.write(bench.picture(Pictures.gif))
      guard case .ambiguous(let candidates)? = try await bench.connector.settle([fresh]).first else {
        Issue.record("two new pictures cannot be told apart")
        return
      }
      #expect(candidates.count == 2)
      try await bench.close()
    }

    @Test(
      "Of several uploads to one product, announced one after another, each is told which picture it made",
      arguments: ShopTarget.all)
    func settlements(_ target: ShopTarget) async throws {
      let bench = try await ImageBench.open(target)
      let other = try bench.shop.connector()
      var intents: [OpenIntent] = []
      var made: [Settlement] = []
      for bytes in [Pictures.red, Pictures.blue, Pictures.gif] {
        let write = try bench.picture(bytes)
        let baseline = try #require(try await bench.connector.baseline([.write(write)]).first)
        intents.append(OpenIntent(effect: .write(write), baseline: baseline, announced: Instant(Date())))
        made.append(.done(try #require(try await other.write(write).key)))
      }
      #expect(try await bench.connector.settle(intents) == made)
      #expect(try await bench.connector.settle(intents.reversed()) == made.reversed())
      try await bench.close()
    }

    @Test("A row that an upload left behind is removed once nothing can come any more", arguments: ShopTarget.all)
    func leftRow(_ target: ShopTarget) async throws {
      let bench = try await ImageBench.open(target)
      let effect = OpenIntent.Effect.write(try bench.picture(Pictures.broken))
      let baseline = try #require(try await bench.connector.baseline([effect]).first)
      #expect(try await bench.shop.upload(Pictures.broken, to: bench.product) == 500)
      #expect(try await bench.pictures().ids.count == 1)
      let fresh = OpenIntent(effect: effect, baseline: baseline, announced: Instant(Date()))
      guard case .wait? = try await bench.connector.settle([fresh]).first else {
        Issue.record("it may still become a picture")
        return
      }
      #expect(try await bench.pictures().ids.count == 1)
      let old = OpenIntent(effect: effect, baseline: baseline, announced: Instant(secondsSince1970: 0))
      #expect(try await bench.connector.settle([old]) == [.notDone])
      #expect(try await bench.pictures().ids == [])
      try await bench.close()
    }

    @Test("A combination shows pictures of its product, and loses those that are deleted", arguments: ShopTarget.all)
    func combinations(_ target: ShopTarget) async throws {
      let bench = try await ImageBench.open(target)
      let images = try await bench.connector.write([
        bench.picture(Pictures.red), bench.picture(Pictures.blue),
      ]).map { try image($0) }
      let items = images.map { "<image><id>\($0)</id></image>" }.joined()
      let made = try await bench.shop.wire.send(
        "POST", "combinations",
        "<combination><id_product>\(bench.product)</id_product><minimal_quantity>1</minimal_quantity>"
          + "<associations><images>\(items)</images></associations></combination>")
      let combination = try #require(made.ids.first)
      func shown() async throws -> [Int] {
        let reply = try await bench.shop.wire.get("combinations/\(combination)")
        let list = reply.rows.first?.child("associations")?.child("images")?.children ?? []
        return list.compactMap { Int($0.child("id")?.text ?? "") }
      }
      #expect(try await shown() == images)
      #expect(try await bench.connector.perform(deletion(bench.product, images[0])).key != nil)
      #expect(try await shown() == [images[1]])
      try await bench.close()
    }

    @Test("Pictures of many products come in one request", arguments: ShopTarget.all)
    func batched(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let files = try Pictures()
      let connector = try bench.connector()
      var products: [Int] = []
      for bytes in [Pictures.red, Pictures.blue, Pictures.gif] {
        let product = try await bench.newProduct()
        products.append(product)
        _ = try await connector.write(bench.picture(of: product, files.file(bytes)))
      }
      let before = connector.statistics().requests
      let records = try await connector.read(
        RelatedQuery(
          resource: "images", field: "id_product", values: products.map(Value.integer), fields: ["is_cover"]))
      #expect(connector.statistics().requests == before + 1)
      #expect(records.compactMap { $0["id_product"].integer } == products)
      let all = try await connector.pages(ScanQuery(resource: "images", fields: ["position"])).flatMap(\.records)
      #expect(Set(records.map(\.key)).isSubset(of: Set(all.map(\.key))))
      #expect(all.map(\.key) == all.map(\.key).sorted())
      for product in products { try await bench.deleteProduct(product) }
      files.remove()
      await bench.close()
    }
  }
}
