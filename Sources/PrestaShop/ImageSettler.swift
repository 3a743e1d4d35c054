import Foundation
import Records

/// What was there before an upload, and afterwards whether it happened: a picture of the product that was not there before is ours.
struct ImageSettler: Sendable {
  let connector: PrestaShopConnector

  /// The pictures of each product that gets one. A change and a deletion are absolute and need nothing.
  func baseline(_ effects: [OpenIntent.Effect]) async throws -> [Baseline] {
    let lists = try await connector.images().lists(of: Set(effects.compactMap(Self.product)))
    for list in lists.values { connector.listed.keep(list) }
    return effects.map { effect in
      guard let list = Self.product(effect).flatMap({ lists[$0] }) else { return Baseline() }
      return Baseline(keys: list.images.map { Images.key(list.product, $0) })
    }
  }

  func settle(_ intents: [OpenIntent]) async throws -> [Settlement] {
    let concerned = intents.compactMap { Self.product($0.effect) ?? Self.key($0.effect).flatMap(Images.parts)?.product }
    let lists = try await connector.images().lists(of: Set(concerned))
    var settlements: [Settlement] = []
    for (index, intent) in intents.enumerated() {
      if let product = Self.product(intent.effect) {
        let peers = intents.indices.filter {
          Self.product(intents[$0].effect) == product && intents[$0].baseline == intent.baseline
        }
        settlements.append(
          try await settle(
            intent, lists[product], until: Self.next(after: intent, of: product, intents),
            place: peers.firstIndex(of: index), of: peers.count))
      } else {
        settlements.append(Self.settle(intent.effect, lists))
      }
    }
    return settlements
  }

  /// What the product had when its next upload was announced: all of it was there before. Nil: no other came after this one.
  private static func next(after intent: OpenIntent, of product: Int, _ intents: [OpenIntent]) -> Set<RecordKey>? {
    let own = Set(intent.baseline.keys)
    return intents.filter { Self.product($0.effect) == product }.map { Set($0.baseline.keys) }
      .filter { $0.isStrictSuperset(of: own) }.min { $0.count < $1.count }
  }

  /// The product that a picture is made for.
  private static func product(_ effect: OpenIntent.Effect) -> Int? {
    guard case .write(let write) = effect, case .create = write.identity else { return nil }
    return write.fields["id_product"]?.integer
  }

  private static func key(_ effect: OpenIntent.Effect) -> RecordKey? {
    switch effect {
    case .action(let call): return call.key
    case .write(let write):
      guard case .update(let key) = write.identity else { return nil }
      return key
    }
  }

  /// What nobody can see, new bytes, is sent once more; so is all else that is not as wanted.
  private static func settle(_ effect: OpenIntent.Effect, _ lists: [Int: ProductImages]) -> Settlement {
    guard let key = key(effect), let (product, image) = Images.parts(of: key) else { return .notDone }
    let list = lists[product]
    switch effect {
    case .action(let call):
      let isGone = list?.images.contains(image) != true
      return call.action == ResourceSchema.Action.delete && isGone ? .done(key) : .notDone
    case .write(let write):
      guard write.fields["content"] == nil, let isCover = write.fields["is_cover"]?.bool else { return .notDone }
      return list.map { $0.cover == image } == isCover ? .done(key) : .notDone
    }
  }

  /// - Parameters:
  ///   - next: what the product had when its next upload was announced.
  ///   - place: among the open uploads to this product that were announced together.
  ///   - count: how many they are.
  private func settle(
    _ intent: OpenIntent, _ list: ProductImages?, until next: Set<RecordKey>?, place: Int?, of count: Int
  ) async throws -> Settlement {
    guard let list else { return notYet(intent) }
    let before = Set(intent.baseline.keys)
    let new = list.images.filter { image in
      let key = Images.key(list.product, image)
      return !before.contains(key) && next?.contains(key) != false
    }.sorted()
    var whole: [Int] = []
    var empty: [Int] = []
    for image in new {
      switch try await connector.client.state(ofPicture: Images.path(list.product, image)) {
      case .whole: whole.append(image)
      case .missing: empty.append(image)
      case .gone: break
      }
    }
    // Sent one after another, so the rows are in the order of the uploads, where all of them are there.
    if let place, whole.count == count { return .done(Images.key(list.product, whole[place])) }
    if !whole.isEmpty {
      let records = list.records(["is_cover", "position"])
      return .ambiguous(records.filter { record in whole.contains { record["id_image"] == .integer($0) } })
    }
    let rest = notYet(intent)
    guard case .notDone = rest, empty.count == 1, count == 1 else { return rest }
    // What an upload left that ended in the middle.
    switch await ImageRemoval(connector: connector).remove(list.product, empty[0]) {
    case .applied, .unchanged: return .notDone
    case .refused, .notApplied, .unknown: return .wait(1)
    }
  }

  /// A request that got no answer may still be at work until the server's own time limit.
  private func notYet(_ intent: OpenIntent) -> Settlement {
    let age = Instant(Date()).secondsSince1970 - intent.announced.secondsSince1970
    let rest = connector.client.configuration.serverTimeLimit - age
    return rest > 0 ? .wait(rest) : .notDone
  }
}
