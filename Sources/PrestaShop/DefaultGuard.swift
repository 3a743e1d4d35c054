import Records

/// Which new combinations may be the one that their product's page opens with.
///
/// Only one may have the flag. A second `default_on` breaks the shop down on a unique key (status 500 and not a word; measured on 8.2.1, 1.7.8 and
/// 1.6.1), so that one is made without it where the product has such a combination already, or gets one further up in the same writes.
struct DefaultGuard: Sendable {
  let connector: PrestaShopConnector

  /// The writes, without the flags that cannot be set.
  /// - Parameter writes: of new combinations.
  func permit(_ writes: [(index: Int, write: Write)]) async throws -> [(index: Int, write: Write)] {
    let wanting = writes.compactMap { Self.isDefault($0.write) ? $0.write.fields["id_product"]?.integer : nil }
    guard !wanting.isEmpty else { return writes }
    var taken = Set(try await DefaultPerformer(connector: connector).defaults(of: Set(wanting)).keys)
    return writes.map { index, write in
      guard Self.isDefault(write), let product = write.fields["id_product"]?.integer,
        !taken.insert(product).inserted
      else { return (index, write) }
      var write = write
      write.fields["default_on"] = false
      return (index, write)
    }
  }

  private static func isDefault(_ write: Write) -> Bool { write.fields["default_on"]?.bool == true }
}
