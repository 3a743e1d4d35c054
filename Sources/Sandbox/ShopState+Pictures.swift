import XMLStream

extension ShopState {
  /// `id_default_image` of a product is no column: it moves the cover.
  mutating func saveCover(_ sent: XMLElement, of row: ShopRow, in resource: WebserviceResource) {
    guard resource.name == "products", let cover = sent.child("id_default_image") else { return }
    pictures.setCover(Int(cover.text) ?? 0, of: row.id)
  }

  /// The picture goes, and with it out of the combinations that show it.
  mutating func removePicture(_ id: Int) {
    guard let product = pictures[id]?.product else { return }
    pictures.remove(id)
    guard let list = schema["combinations"]?.association("images") else { return }
    for var row in rows("combinations", where: "id_product", is: product) {
      guard row.lists[list].contains([String(id)]) else { continue }
      row.lists[list].removeAll { $0 == [String(id)] }
      put(row, in: "combinations")
    }
  }
}
