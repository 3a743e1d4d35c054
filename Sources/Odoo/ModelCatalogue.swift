import Records

/// What the server says of its models (`fields_get`), asked once each.
actor ModelCatalogue {
  private static let attributes = [
    "string", "type", "required", "readonly", "relation", "relation_field", "selection", "digits", "size", "translate",
    "searchable", "store",
  ]

  private let rpc: any OdooRPC
  private var models: [String: Task<Result<Model, CallFailure>, Never>] = [:]

  init(rpc: any OdooRPC) { self.rpc = rpc }

  /// - Throws: `CallFailure`; ERP_MODULE_MISSING where the server has no such model.
  func model(_ name: String) async throws(CallFailure) -> Model {
    let rpc = rpc
    let task =
      models[name]
      ?? Task {
        do throws(CallFailure) {
          return .success(try await Self.read(name, rpc))
        } catch {
          return .failure(error)
        }
      }
    models[name] = task
    switch await task.value {
    case .success(let model): return model
    case .failure(let failure):
      if models[name] == task { models[name] = nil }
      throw failure
    }
  }

  /// Takes a description kept from an earlier run, unless the server has been asked already.
  func adopt(_ model: Model) {
    if models[model.name] == nil { models[model.name] = Task { .success(model) } }
  }

  private static func read(_ name: String, _ rpc: any OdooRPC) async throws(CallFailure) -> Model {
    let call = OdooCall(
      name, "fields_get", options: ["attributes": .strings(attributes)],
      context: ["lang": "en_US", "tz": "UTC"], effect: .read)
    return Model(name: name, description: try await rpc.call(call).value.object ?? [:])
  }
}
