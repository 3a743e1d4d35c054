import Crypto
import Foundation

/// Images are attachments with the SHA-1 of their bytes (FACTS-odoo h). Of the smaller sizes that Odoo keeps beside them there is the smallest, as it is of
/// pictures that need no shrinking: the same bytes.
extension ERPDatabase {
  static let imageFields = ["image_1920", "image_variant_1920"]

  /// A picture given to a variant goes to its template when that has none, or has no other variant (product_product.py
  /// `_set_template_field`).
  func prepareVariantImage(_ id: Int, _ values: inout RPCMap) {
    guard let image = values.removeValue(forKey: "image_1920"),
      let template = integer("product.product", id, "product_tmpl_id")
    else { return }
    let own = cell("product.product", id, "image_variant_1920")?.isTrue ?? false
    let shared = cell("product.template", template, "image_1920")?.isTrue ?? false
    let toTemplate = image.isTrue ? !shared : !own
    guard toTemplate || variants(of: template).count <= 1 else {
      values["image_variant_1920"] = image
      return
    }
    if own { values["image_variant_1920"] = .no }
    values["_template_image"] = image
  }

  /// Keeps the attachments of a record as its pictures are: an attachment's id stays as long as there is a picture.
  func storeImages(_ model: String, _ id: Int, _ values: RPCMap) throws(RPCFailure) {
    for field in Self.imageFields {
      guard let value = values[field], models[model]?.fields[field] != nil,
        !(model == "product.product" && field == "image_1920")
      else { continue }
      let known = attachment(model, id, field)
      let bytes = try imageBytes(value)
      let small = field.replacingOccurrences(of: "1920", with: "128")
      if models[model]?.fields[small] != nil { set(model, id, small, bytes == nil ? .no : value) }
      guard let bytes else {
        if let known { removeRow("ir.attachment", known) }
        set(model, id, field, .no)
        continue
      }
      let row = known ?? newAttachment(model, id, field)
      let digest = Insecure.SHA1.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
      let cells: RPCMap = [
        "checksum": .text(digest), "file_size": .integer(bytes.count), "mimetype": .text(Self.mimetype(bytes) ?? ""),
        "write_date": .text(now), "datas": value,
      ]
      for (name, cell) in cells { set("ir.attachment", row, name, cell) }
    }
  }

  private func newAttachment(_ model: String, _ id: Int, _ field: String) -> Int {
    let row = insertRow("ir.attachment")
    let cells: RPCMap = [
      "name": .text(field), "res_model": .text(model), "res_field": .text(field), "res_id": .integer(id),
      "type": "binary", "create_date": .text(now),
    ]
    for (name, cell) in cells { set("ir.attachment", row, name, cell) }
    return row
  }

  func attachment(_ model: String, _ id: Int, _ field: String) -> Int? {
    inverse("ir.attachment", "res_id", id).first {
      text("ir.attachment", $0, "res_model") == model && text("ir.attachment", $0, "res_field") == field
    }
  }

  func forgetImages(_ model: String, _ id: Int) {
    guard table("ir.attachment").count > 0 else { return }
    for field in Self.imageFields { if let row = attachment(model, id, field) { removeRow("ir.attachment", row) } }
  }

  /// The bytes of a picture in base64; nil where there is none. What is no picture is refused, as Pillow would.
  private func imageBytes(_ value: RPCValue) throws(RPCFailure) -> Data? {
    guard let text = value.text, let bytes = Data(base64Encoded: text, options: .ignoreUnknownCharacters),
      !bytes.isEmpty
    else { return nil }
    guard Self.mimetype(bytes) != nil else {
      throw RPCFailure.user("This file could not be decoded as an image file.")
    }
    return bytes
  }

  private static func mimetype(_ bytes: Data) -> String? {
    let head = [UInt8](bytes.prefix(12))
    if head.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
    if head.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if head.starts(with: Array("GIF8".utf8)) { return "image/gif" }
    if head.starts(with: Array("RIFF".utf8)), head.suffix(4) == Array("WEBP".utf8)[...] { return "image/webp" }
    if head.starts(with: Array("<svg".utf8)) || head.starts(with: Array("<?xml".utf8)) { return "image/svg+xml" }
    return nil
  }

  /// A size as `bin_size` shows it instead of the bytes: "24.10 Kb" (odoo/tools/misc.py `human_size`).
  static func humanSize(_ base64: String) -> String {
    var size = Double(Data(base64Encoded: base64)?.count ?? 0)
    var unit = 0
    let units = ["bytes", "Kb", "Mb", "Gb", "Tb"]
    while size >= 1024, unit < units.count - 1 {
      size /= 1024
      unit += 1
    }
    return String(format: "%.2f", size) + " " + units[unit]
  }

  // MARK: Reading attachments

  /// Attachments of fields are found only where the domain asks for `res_field` or `id`.
  func hidesFieldAttachments(_ model: String, _ domain: RPCValue) -> Bool {
    guard model == "ir.attachment" else { return false }
    return !(domain.list ?? []).contains { term in
      ["id", "res_field"].contains(term.list?.first?.text ?? "")
    }
  }

  /// Early builds of 16 let only administrators read attachments of fields (ir_attachment.py `check`); searching is allowed.
  func allowReading(_ model: String, _ ids: [Int], _ context: ERPContext) throws(RPCFailure) {
    guard version == .v16, model == "ir.attachment", !context.rights.isAdministrator,
      ids.contains(where: { cell(model, $0, "res_field")?.isTrue ?? false })
    else { return }
    throw RPCFailure.access("Sorry, you are not allowed to access this document.")
  }
}
