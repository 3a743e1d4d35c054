import Records
import Transport
import XMLStream

/// Uploads and changes pictures, one after another: of two uploads to one product under way together nobody could tell the rows apart.
struct ImageWriter: Sendable {
  let connector: PrestaShopConnector

  /// Where the road fails, what was not yet sent is not sent.
  func write(_ writes: [Write]) async -> [Outcome] {
    var lists: [Int: ProductImages]
    do { lists = try await self.lists(for: writes) } catch { return writes.map { _ in .unsent(error) } }
    var outcomes: [Outcome] = []
    var stop: Fault?
    for write in writes {
      if let stop {
        outcomes.append(.notApplied(stop))
        continue
      }
      let outcome = await self.write(write, &lists)
      outcomes.append(outcome)
      switch outcome {
      case .notApplied(let fault), .unknown(let fault): stop = fault
      case .applied, .unchanged, .refused: break
      }
    }
    return outcomes
  }

  private func write(_ write: Write, _ lists: inout [Int: ProductImages]) async -> Outcome {
    do {
      switch write.identity {
      case .create: return try await create(write, &lists)
      case .update(let key): return try await update(write, key, &lists)
      }
    } catch { return .unsent(error) }
  }

  /// The pictures that the products have: before every upload, and where covers change.
  private func lists(for writes: [Write]) async throws -> [Int: ProductImages] {
    var wanted: Set<Int> = []
    for write in writes {
      if case .create = write.identity, let product = write.fields["id_product"]?.integer { wanted.insert(product) }
      if case .update(let key) = write.identity, write.fields["is_cover"]?.bool != nil,
        let product = Images.parts(of: key)?.product
      {
        wanted.insert(product)
      }
    }
    let known = wanted.compactMap { connector.listed.take($0) }
    let missing = wanted.subtracting(known.map(\.product))
    let read = missing.isEmpty ? [:] : try await connector.images().lists(of: missing)
    return Dictionary(known.map { ($0.product, $0) }) { first, _ in first }.merging(read) { own, _ in own }
  }

  // MARK: Creating

  private func create(_ write: Write, _ lists: inout [Int: ProductImages]) async throws -> Outcome {
    guard let product = write.fields["id_product"]?.integer, let file = try file(of: write) else {
      return .refused(Self.incomplete(write))
    }
    guard let before = lists[product] else { return .refused(try await noProduct(product)) }
    guard let format = file.format else {
      return .refused(PictureFault(product: product, file: file, method: "POST").noPicture)
    }
    let upload = ImageUpload(connector: connector, file: file, format: format, before: before)
    let outcome = await upload.send()
    guard case .applied(let key) = outcome, let image = Images.parts(of: key)?.image else { return outcome }
    var list = before
    if !list.images.contains(image) { list.images.append(image) }
    list.cover = list.cover ?? image
    // The picture is there, whatever becomes of the cover: what is not as wanted is seen when it is read back.
    if write.fields["is_cover"]?.bool == true, list.cover != image { _ = await setCover(image, &list) }
    lists[product] = list
    return outcome
  }

  /// Nil where the write has no content, or its file is not known.
  private func file(of write: Write) throws(Fault) -> PictureFile? {
    guard let path = write.fields["content"]?.text.flatMap({ write.files[$0] }) else { return nil }
    return try PictureFile(path)
  }

  private static func incomplete(_ write: Write) -> Fault {
    let missing = write.fields["id_product"]?.integer == nil ? "id_product" : "content"
    return Fault(
      .record, "SHOP_REQUIRED_FIELD", "A picture needs its product and its bytes.",
      context: ["resource": Images.name, "field": missing, "messages": missing], hint: "Add it to the mapping.")
  }

  /// Where several shops share a catalogue, a product that does not show may well be there, in another shop.
  private func noProduct(_ product: Int) async throws -> Fault {
    let key = RecordKey(product)
    if let hidden = try await OtherShops(connector: connector).hidden("products", [key])[key] { return hidden }
    return Fault(
      .record, "SHOP_RECORD_GONE", "The picture's product does not exist in this shop.",
      context: ["resource": "products", "record": String(product)], hint: "It was deleted, or belongs to another shop.")
  }

  // MARK: Changing

  private func update(_ write: Write, _ key: RecordKey, _ lists: inout [Int: ProductImages]) async throws -> Outcome {
    guard let (product, image) = Images.parts(of: key) else { return .refused(Images.gone(key)) }
    if let other = write.fields["id_product"]?.integer, other != product {
      return .refused(
        Fault(
          .record, "SHOP_READ_ONLY_FIELD", "A picture stays with its product.",
          context: ["resource": Images.name, "field": "id_product", "record": key.description],
          hint: "Delete it there, and send it to the other product."))
    }
    var outcome = Outcome.unchanged(key)
    if write.fields["content"] != nil, write.fields["content"] != .null {
      guard let file = try file(of: write) else { return .refused(Self.incomplete(write)) }
      outcome = await ImageReplacement(connector: connector, file: file, product: product, image: image).send()
      switch outcome {
      case .applied, .unchanged: break
      case .refused, .notApplied, .unknown: return outcome
      }
    }
    guard let isCover = write.fields["is_cover"]?.bool else { return outcome }
    guard var list = lists[product], list.images.contains(image) else {
      return .refused(try await OtherShops(connector: connector).hidden(Images.name, [key])[key] ?? Images.gone(key))
    }
    guard isCover != (list.cover == image) else { return outcome }
    // Not the cover any more: the next one is. A product's only picture stays what it is.
    guard let cover = isCover ? image : list.images.first(where: { $0 != image }) else { return outcome }
    let moved = await setCover(cover, &list)
    lists[product] = list
    switch moved {
    case .applied, .unchanged: return .applied(key)
    case .refused(let fault): return .refused(fault.adding(["record": key.description]))
    case .notApplied(let fault): return outcome == .applied(key) ? .unknown(fault) : .notApplied(fault)
    case .unknown(let fault): return .unknown(fault)
    }
  }

  /// - Parameter image: one of the product's own: the shop takes any number, and an unknown one leaves the product without a cover.
  private func setCover(_ image: Int, _ list: inout ProductImages) async -> Outcome {
    let outcome = await ImageCover(connector: connector).set(image, of: list.product)
    if case .applied = outcome { list.cover = image }
    return outcome
  }
}
