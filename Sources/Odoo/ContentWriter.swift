import Foundation
import Records

/// Puts pictures into fields of records that exist: one record a call, for the bytes travel within the JSON as base64 and are held in memory meanwhile,
/// about four times their size. What Odoo holds already, by its SHA-1, is not sent again.
struct ContentWriter: Sendable {
  /// The content fields of one write to one record.
  struct Work: Sendable {
    var id: Int
    var contents: [Model.Field: Value]
    /// By content text, the file with its bytes.
    var files: [String: String]
    /// Whether what Odoo holds stays where it holds anything.
    var onlyWhereEmpty = false
  }

  let rpc: any OdooRPC
  let context: CallContext
  let contents: ContentSource

  /// The content fields of a write that this server has.
  static func contents(_ write: Write, _ model: Model) -> [Model.Field: Value] {
    var contents: [Model.Field: Value] = [:]
    for (name, value) in write.fields {
      guard let field = model.fields[name], field.schema.kind == .content, field.access != .absent else { continue }
      contents[field] = value
    }
    return contents
  }

  /// One outcome a work, in order: unchanged where everything was there.
  func write(_ works: [Work], _ model: Model) async -> [Outcome] {
    let fields = Array(Set(works.flatMap(\.contents.keys)))
    var digests: [String: [Int: String]]?
    do throws(CallFailure) {
      digests = try await contents.digests(model, ids: works.map(\.id), fields: fields)
    } catch {
      return works.map { _ in error.outcome }
    }
    var outcomes: [Outcome] = []
    for work in works { outcomes.append(await write(work, digests, model)) }
    return outcomes
  }

  private func write(_ work: Work, _ digests: [String: [Int: String]]?, _ model: Model) async -> Outcome {
    var values: [String: JSON] = [:]
    do throws(Fault) {
      for (field, value) in work.contents {
        let kept = digests.map { $0[field.name]?[work.id] ?? "" }
        if work.onlyWhereEmpty, let kept, !kept.isEmpty { continue }
        if let json = try Self.value(value, files: work.files, kept: kept, field) { values[field.serverName] = json }
      }
    } catch {
      return .refused(error)
    }
    guard !values.isEmpty else { return .unchanged(RecordKey(work.id)) }
    let call = OdooCall(
      model.name, "write", ids: [work.id], [OdooCall.Argument("vals", .object(values))], context: context.base,
      effect: .write)
    do throws(CallFailure) {
      _ = try await rpc.call(call)
      return .applied(RecordKey(work.id))
    } catch {
      return Self.outcome(error, model)
    }
  }

  /// The base64 to be sent, `false` for none.
  ///
  /// - Parameter kept: the SHA-1 of what Odoo holds, empty where it holds nothing; nil: not known.
  /// - Returns: nil where Odoo holds it already.
  static func value(
    _ value: Value, files: [String: String], kept: String?, _ field: Model.Field
  ) throws(Fault) -> JSON? {
    guard let content = value.text, !value.isEmpty else { return kept == "" ? nil : .bool(false) }
    guard let path = files[content] else { throw missing(content, field) }
    do {
      if let kept, !kept.isEmpty, try ContentSource.digest(ofFile: path) == kept { return nil }
      return .string(try Data(contentsOf: URL(fileURLWithPath: path)).base64EncodedString())
    } catch {
      throw missing(content, field)
    }
  }

  /// A body that is too large for what stands before Odoo stays so: the picture is refused, not tried for ever.
  static func outcome(_ failure: CallFailure, _ model: Model) -> Outcome {
    guard failure.fault.code == "ERP_REQUEST_TOO_LARGE" else { return failure.outcome }
    return .refused(
      Fault(
        .record, "ERP_PICTURE_TOO_LARGE", "The server in front of Odoo refuses a picture of this size.",
        context: ["model": model.name],
        hint: "Raise its limit (client_max_body_size in nginx), or make the picture smaller."))
  }

  private static func missing(_ content: String, _ field: Model.Field) -> Fault {
    Fault(
      .record, "CONTENT_MISSING", "The bytes of \(content) for \(field.name) are not at hand.",
      context: ["content": content, "field": field.name], hint: "Replay the record.")
  }
}
