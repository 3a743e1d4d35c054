import Records

/// What the server says of its models (`fields_get`), asked once each.
actor ModelCatalogue {
  private static let attributes = [
    "string", "type", "required", "readonly", "relation", "relation_field", "selection", "digits", "size", "translate",
    "searchable", "store", "states", "depends",
  ]

  private let server: any ServerSession
  private var models: [String: Task<Result<Model, CallFailure>, Never>] = [:]
  private var kept: [String: Model] = [:]
  private var keptVersion = ""

  init(server: any ServerSession) { self.server = server }

  /// - Throws: `CallFailure`; ERP_MODULE_MISSING where the server has no such model.
  func model(_ name: String) async throws(CallFailure) -> Model {
    if let known = models[name] { return try await value(of: known, name) }
    if let model = kept[name] {
      // A server that was upgraded since is asked anew.
      if try await server.version().text == keptVersion { return model }
      kept = [:]
    }
    return try await readAgain(name)
  }

  /// Asks the server, whatever is known.
  func readAgain(_ name: String) async throws(CallFailure) -> Model {
    let server = server
    let task = Task { () -> Result<Model, CallFailure> in
      do throws(CallFailure) {
        return .success(try await Self.read(name, server))
      } catch {
        return .failure(error)
      }
    }
    models[name] = task
    return try await value(of: task, name)
  }

  /// Takes a description kept from an earlier run. It holds as long as the server is of the same version.
  func adopt(_ schema: SystemSchema) {
    keptVersion = schema.version
    kept = schema.resources.mapValues(Model.init)
  }

  private func value(
    of task: Task<Result<Model, CallFailure>, Never>, _ name: String
  ) async throws(CallFailure) -> Model {
    switch await task.value {
    case .success(let model): return model
    case .failure(let failure):
      if models[name] == task { models[name] = nil }
      throw failure
    }
  }

  private static func read(_ name: String, _ rpc: any OdooRPC) async throws(CallFailure) -> Model {
    let call = OdooCall(
      name, "fields_get", options: ["attributes": .strings(attributes)],
      context: ["lang": "en_US", "tz": "UTC"], effect: .read)
    do throws(CallFailure) {
      return Model(name: name, description: try await rpc.call(call).value.object ?? [:])
    } catch {
      guard error.fault.code == "ERP_MODULE_MISSING", FieldRule.optionalModels.contains(name) else { throw error }
      return Model(name: name, description: [:])
    }
  }
}
