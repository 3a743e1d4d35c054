import Crypto
import Foundation
import Records

/// What pictures there are, without their bytes.
///
/// Odoo keeps the SHA-1 of a picture beside it (`ir.attachment.checksum`, FACTS-odoo h), and one question tells those of a whole page. Where it is not to
/// be had, for early builds of 16 refuse it to all but administrators and computed fields have none, the token is made of the picture's size and of its
/// smallest copy (`image_128`, some kilobytes); where there is no such copy, of its size and the record's `write_date`, which moves too often, never too seldom.
actor ContentSource {
  /// Small copies are read in smaller pages.
  private static let copies = 100

  private let rpc: any OdooRPC
  private let context: CallContext
  private var isRefused = false

  init(rpc: any OdooRPC, context: CallContext) {
    self.rpc = rpc
    self.context = context
  }

  /// The tokens of the records that have something in the field, by the field's canonical name and the record's id.
  func tokens(_ model: Model, ids: [Int], fields: [Model.Field]) async throws(CallFailure) -> [String: [Int: String]] {
    var tokens: [String: [Int: String]] = [:]
    guard !ids.isEmpty else { return tokens }
    var weak = fields.filter { !Self.isAttached($0) }
    let attached = fields.filter(Self.isAttached)
    if let digests = try await digests(model, ids: ids, fields: attached) {
      tokens = digests
    } else {
      weak += attached
    }
    for field in weak { tokens[field.name] = try await replacements(model, ids: ids, field) }
    return tokens
  }

  /// The SHA-1 of each picture as it is kept; nil where this server does not tell.
  func digests(
    _ model: Model, ids: [Int], fields: [Model.Field]
  ) async throws(CallFailure) -> [String: [Int: String]]? {
    guard !isRefused else { return nil }
    guard !fields.isEmpty else { return [:] }
    let names = Dictionary(fields.map { ($0.serverName, $0.name) }, uniquingKeysWith: { first, _ in first })
    var digests: [String: [Int: String]] = [:]
    for chunk in ids.chunked(ModelPages.values) {
      guard let rows = try await attachments(model.name, ids: chunk, fields: names.keys.sorted()) else { return nil }
      for row in rows {
        guard let id = row["res_id"]?.integer, let name = row["res_field"]?.string.flatMap({ names[$0] }),
          let digest = row["checksum"]?.string
        else { continue }
        digests[name, default: [:]][id] = digest
      }
    }
    return digests
  }

  /// Whether the technical user is shown digests, tried with any article's picture; nil where there is none.
  func digestsAreReadable() async throws(CallFailure) -> Bool? {
    let call = OdooCall(
      "product.template", "search", [OdooCall.Argument("domain", [["image_1920", "!=", false]])],
      options: ["limit": 1], context: context.base, effect: .read)
    guard let id = try await rpc.call(call).value.integers.first else { return nil }
    return try await attachments("product.template", ids: [id], fields: ["image_1920"]) != nil
  }

  /// Whether Odoo keeps it as an attachment: all stored pictures are (`fields.Image`); of other bytes nothing tells.
  private static func isAttached(_ field: Model.Field) -> Bool {
    field.serverName.hasPrefix("image") && field.schema.isFilterable
  }

  private func attachments(_ model: String, ids: [Int], fields: [String]) async throws(CallFailure) -> [JSON]? {
    let domain: JSON = [
      ["res_model", "=", .string(model)], ["res_field", "in", .strings(fields)], ["res_id", "in", .ids(ids)],
    ]
    let call = OdooCall(
      "ir.attachment", "search_read",
      options: ["domain": domain, "fields": ["res_id", "res_field", "checksum"], "order": "id", "load": ""],
      context: context.base, effect: .read)
    do throws(CallFailure) {
      return try await rpc.call(call).value.array ?? []
    } catch {
      guard ["ERP_RIGHT_MISSING", "ERP_RECORD_FORBIDDEN"].contains(error.fault.code) else { throw error }
      isRefused = true
      return nil
    }
  }

  private func replacements(_ model: Model, ids: [Int], _ field: Model.Field) async throws(CallFailure) -> [Int: String]
  {
    var tokens: [Int: String] = [:]
    for chunk in ids.chunked(ModelPages.values) {
      for row in try await rows(model, chunk, [field.serverName, "write_date"], sizesOnly: true) {
        guard let id = row["id"]?.integer, let size = row[field.serverName]?.string else { continue }
        tokens[id] = size + "|" + (row["write_date"]?.string ?? "")
      }
    }
    if let copy = smallCopy(of: field, model) {
      for chunk in tokens.keys.sorted().chunked(Self.copies) {
        for row in try await rows(model, chunk, [copy], sizesOnly: false) {
          guard let id = row["id"]?.integer, let text = row[copy]?.string else { continue }
          let size = tokens[id]?.prefix { $0 != "|" } ?? ""
          tokens[id] = size + "|" + text
        }
      }
    }
    return tokens.mapValues { Self.digest(Array($0.utf8)) }
  }

  private func smallCopy(of field: Model.Field, _ model: Model) -> String? {
    guard field.serverName.hasSuffix("_1920") else { return nil }
    let name = field.serverName.dropLast("1920".count) + "128"
    return model.fields[String(name)]?.serverName
  }

  private func rows(
    _ model: Model, _ ids: [Int], _ names: [String], sizesOnly: Bool
  ) async throws(CallFailure) -> [JSON] {
    var context = context.reading([:], includesArchived: true)
    if sizesOnly { context["bin_size"] = true }
    let call = OdooCall(
      model.name, "search_read",
      options: ["domain": [["id", "in", .ids(ids)]], "fields": .strings(["id"] + names), "order": "id", "load": ""],
      context: context, effect: .read)
    return try await rpc.call(call).value.array ?? []
  }

  /// In lower-case hexadecimal, as Odoo writes it.
  static func digest(_ bytes: [UInt8]) -> String { hexadecimal(Insecure.SHA1.hash(data: bytes)) }

  /// - Throws: what Foundation says of a file that cannot be read.
  static func digest(ofFile path: String) throws -> String {
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? file.close() }
    var hash = Insecure.SHA1()
    while let piece = try file.read(upToCount: 256 << 10), !piece.isEmpty { hash.update(data: piece) }
    return hexadecimal(hash.finalize())
  }

  private static func hexadecimal(_ digest: Insecure.SHA1Digest) -> String {
    digest.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
  }
}
