import Records
import Transport

/// New bytes in the place of a picture. It may be sent again: the last one counts.
struct ImageReplacement: Sendable {
  let connector: PrestaShopConnector
  let file: PictureFile
  let product: Int
  let image: Int

  private var key: RecordKey { Images.key(product, image) }

  func send() async -> Outcome {
    let faults = PictureFault(product: product, file: file, method: "PUT")
    guard let format = file.format else { return .refused(faults.noPicture.adding(["record": key.description])) }
    do {
      let answer = try await connector.client.upload(
        file, format, to: Images.path(product, image), replacing: true)
      if answer.isPicture {
        connector.breakdowns.forget(Images.name, key)
        return .applied(key)
      }
      return judge(answer, faults.fault(for: answer).adding(["record": key.description]))
    } catch {
      return WriteVerdict.of(error, resource: Images.name).outcome()
    }
  }

  private func judge(_ answer: ShopAnswer, _ fault: Fault) -> Outcome {
    let codes = Set(answer.errors.compactMap(\.code))
    // 63: its row is there, its file is not, and nothing can be put in its place.
    if !codes.isDisjoint(with: [57, 63]) { return .refused(Images.gone(key)) }
    if fault.family != .road { return fault.family == .record ? .refused(fault) : .notApplied(fault) }
    // A picture that the shop cannot decode breaks it down (8), or is told of with 68 to 71 (1.7, 1.6); so may its disk. The old picture
    // stays.
    guard answer.status == 500 else { return .notApplied(fault) }
    let isItsOwn = !codes.isDisjoint(with: [62, 68, 69, 70, 71])
    guard isItsOwn || !file.hasEnd || connector.breakdowns.add(Images.name, key) else { return .notApplied(fault) }
    return .refused(PictureFault(product: product, file: file, method: "PUT").undecodable(fault))
  }
}
