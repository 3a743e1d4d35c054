import Synchronization

/// The tempo of each kind of write, shared by all that writes to one shop.
final class TempoBook: Sendable {
  private let tempos = Mutex<[String: Tempo]>([:])

  func bodySize(_ method: String, _ resource: ShopResource) -> Int {
    tempo(method, resource).bodySize(limit: max(resource.schema.writeLimit, 1))
  }

  func pause(_ method: String, _ resource: ShopResource) -> Duration { tempo(method, resource).pause }

  func note(_ method: String, _ resource: ShopResource, _ answer: ShopAnswer, records: Int) {
    // A time, neither money nor a quantity: the shop writes it as PHP writes a binary number.
    guard answer.isSuccess, let seconds = answer.headers["Execution-Time"].flatMap({ Double($0) }), seconds.isFinite
    else { return }
    tempos.withLock { $0[Self.name(method, resource), default: Tempo()].note(.seconds(seconds), records: records) }
  }

  private func tempo(_ method: String, _ resource: ShopResource) -> Tempo {
    tempos.withLock { $0[Self.name(method, resource)] } ?? Tempo()
  }

  private static func name(_ method: String, _ resource: ShopResource) -> String { method + " " + resource.name }
}
