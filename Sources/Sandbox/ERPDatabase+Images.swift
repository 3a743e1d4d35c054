import Crypto
import Foundation

/// Images are attachments with the SHA-1 of their bytes (FACTS-odoo h).
extension ERPDatabase {
  func storeImages(_ model: String, _ id: Int, _ values: RPCMap) throws(RPCFailure) {
    for field in ["image_1920", "image_variant_1920"] {
      guard let value = values[field], models[model]?.fields[field] != nil,
        !(model == "product.product" && field == "image_1920")
      else { continue }
      for old in inverse("ir.attachment", "res_id", id)
      where text("ir.attachment", old, "res_model") == model && text("ir.attachment", old, "res_field") == field {
        removeRow("ir.attachment", old)
      }
      guard let text = value.text, let bytes = Data(base64Encoded: text), !bytes.isEmpty else { continue }
      let digest = Insecure.SHA1.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
      let cells: RPCMap = [
        "name": .text(field), "res_model": .text(model), "res_field": .text(field), "res_id": .integer(id),
        "type": "binary",
        "checksum": .text(digest), "file_size": .integer(bytes.count),
        "mimetype": bytes.starts(with: [0x89, 0x50]) ? "image/png" : "image/jpeg", "write_date": .text(now),
        "create_date": .text(now), "datas": value,
      ]
      let row = insertRow("ir.attachment")
      for (name, cell) in cells { set("ir.attachment", row, name, cell) }
    }
  }
}
