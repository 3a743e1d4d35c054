import Records
import Transport

/// Deletes pictures. A product that loses its cover gets its next picture as one: the shop would show it without any.
struct ImageRemoval: Sendable {
  let connector: PrestaShopConnector

  func perform(_ calls: [ActionCall]) async -> [Outcome] {
    var outcomes: [Outcome] = []
    for call in calls {
      guard call.action == ResourceSchema.Action.delete else {
        outcomes.append(.refused(Self.unknown(call)))
        continue
      }
      guard let (product, image) = Images.parts(of: call.key) else {
        outcomes.append(.refused(Images.gone(call.key)))
        continue
      }
      outcomes.append(await remove(product, image))
    }
    return outcomes
  }

  /// Unchanged: it was gone already.
  func remove(_ product: Int, _ image: Int) async -> Outcome {
    let key = Images.key(product, image)
    do {
      let answer = try await connector.client.deletePicture(Images.path(product, image))
      if answer.errors.contains(where: { $0.code == 57 }) { return .unchanged(key) }
      guard (200..<300).contains(answer.status), answer.isEmpty || answer.isSuccess else { return Self.judge(answer) }
    } catch {
      return WriteVerdict.of(error, resource: Images.name).outcome()
    }
    await handOnCover(of: product)
    return .applied(key)
  }

  private static func judge(_ answer: ShopAnswer) -> Outcome {
    let fault = AnswerFault(method: "DELETE", resource: Images.name, isWrite: true).fault(for: answer)
    if fault.family == .record { return .refused(fault) }
    return (300..<500).contains(answer.status) ? .notApplied(fault) : .unknown(fault)
  }

  /// As well as it can be done: the picture is gone in any case.
  private func handOnCover(of product: Int) async {
    guard let list = try? await connector.images().lists(of: [product])[product], list.cover == nil,
      let next = list.images.first
    else { return }
    _ = await ImageCover(connector: connector).set(next, of: product)
  }

  private static func unknown(_ call: ActionCall) -> Fault {
    Fault(
      .configuration, "UNKNOWN_ACTION", "prestashop/\(call.resource) has no action \(call.action).",
      context: ["resource": call.resource, "action": call.action],
      hint: "prestashop/images has \(ResourceSchema.Action.delete).")
  }
}
