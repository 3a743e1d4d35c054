import Records
import Transport
import XMLStream

extension PrestaShopConnector {
  /// Sends one body of new or changed records, at the shop's tempo, and says what its answer means for them.
  func send(
    _ method: String, _ resource: ShopResource, _ entities: [XMLElement], parameters: [(String, String)] = []
  ) async -> WriteVerdict {
    let body: [UInt8]
    do { body = try WriteDocument.body(entities) } catch { return .failed(error) }
    let pause = tempo.pause(method, resource)
    // A cancelled sleep returns early: the request then fails by itself.
    if pause > .zero { try? await Task.sleep(for: pause) }
    do {
      let answer = try await client.send(method, resource.serverName, body: body, parameters: parameters)
      tempo.note(method, resource, answer, records: entities.count)
      return WriteVerdict.of(answer, method: method, resource: resource.name, expected: entities.count)
    } catch {
      return WriteVerdict.of(error, resource: resource.name)
    }
  }
}
