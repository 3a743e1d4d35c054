import Foundation
import Records

/// Brings the bytes of one field of one record into a file. Memory does not grow with their number.
struct ContentDownload: Sendable {
  let rpc: any OdooRPC
  let context: CallContext
  /// How often it is begun anew after the road failed; nothing is taken up in the middle.
  let attempts: Int

  /// - Throws: CONTENT_GONE where the record or its field no longer holds anything.
  func fetch(_ name: ContentName, to path: String) async throws(CallFailure) {
    for attempt in 1..<max(1, attempts) {
      do throws(CallFailure) {
        return try await attemptOnce(name, path)
      } catch {
        guard error.fault.family == .road, !["CANCELLED", "NO_TEMPORARY_FILE"].contains(error.fault.code) else {
          throw error
        }
        await RetryingRPC.pause(afterAttempt: attempt)
      }
    }
    try await attemptOnce(name, path)
  }

  private func attemptOnce(_ name: ContentName, _ path: String) async throws(CallFailure) {
    let sink = try Result { () throws(Fault) in try ContentSink(path: path) }.orFailure()
    do throws(CallFailure) {
      let call = OdooCall(
        name.model, "read", ids: [name.id], [OdooCall.Argument("fields", .strings([name.field]))],
        options: ["load": ""], context: context.base, effect: .read)
      let rows = try await rpc.download(call, member: name.field, to: sink).value.array ?? []
      try Result { () throws(Fault) in try sink.close() }.orFailure()
      // Odoo leaves out records that are gone, and says `false` for a field without bytes.
      guard rows.first?[name.field] == "" else { throw CallFailure(Self.gone(name)) }
    } catch {
      try? sink.close()
      try? FileManager.default.removeItem(atPath: path)
      throw error
    }
  }

  private static func gone(_ name: ContentName) -> Fault {
    Fault(
      .record, "CONTENT_GONE", "The picture \(name.text) is no longer in Odoo.",
      context: ["model": name.model, "id": String(name.id), "field": name.field],
      hint: "The next run reads the record again.")
  }
}
