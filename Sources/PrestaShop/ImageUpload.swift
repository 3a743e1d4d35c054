import Records
import Transport

/// One new picture. What a failed upload leaves behind is found, by what was not there before, and removed.
struct ImageUpload: Sendable {
  let connector: PrestaShopConnector
  let file: PictureFile
  let format: PictureFile.Format
  let before: ProductImages

  private var product: Int { before.product }
  private var faults: PictureFault { PictureFault(product: product, file: file, method: "POST") }

  func send() async -> Outcome {
    do {
      let answer = try await connector.client.upload(file, format, to: Images.path(product), replacing: false)
      if let image = answer.takenImage { return .applied(Images.key(product, image)) }
      return await judge(answer)
    } catch {
      return WriteVerdict.of(error, resource: Images.name).outcome()
    }
  }

  private func judge(_ answer: ShopAnswer) async -> Outcome {
    let fault = faults.fault(for: answer)
    switch answer.status {
    case 413: return .refused(fault)
    // Refused before PrestaShop looked at the file.
    case 300..<400, 401, 403, 405, 429: return .notApplied(fault)
    // Said by a gateway, while PHP may go on behind it.
    case 502...504: return .unknown(fault)
    default: return await lookForRow(answer, fault)
    }
  }

  /// The shop has ended its work on the file, and has not said that it took it. PHP may have ended in the middle, or a module's notice
  /// may stand in place of the answer.
  private func lookForRow(_ answer: ShopAnswer, _ fault: Fault) async -> Outcome {
    do {
      guard let now = try await connector.images().lists(of: [product])[product] else { return .refused(fault) }
      let new = now.images.filter { !before.images.contains($0) }
      guard let image = new.first else { return nothingDone(answer, fault) }
      // Somebody else sent pictures, too: which one is ours?
      guard new.count == 1 else { return .unknown(fault) }
      switch try await connector.client.state(ofPicture: Images.path(product, image)) {
      // What the shop judged and refused is not the picture that came meanwhile.
      case .whole: return fault.family == .record ? .refused(fault) : .applied(Images.key(product, image))
      case .gone: return .unknown(fault)
      case .missing:
        switch await ImageRemoval(connector: connector).remove(product, image) {
        case .applied, .unchanged: return .refused(faults.undecodable(fault))
        case .refused, .notApplied, .unknown: return .unknown(fault)
        }
      }
    } catch {
      return .unknown(fault)
    }
  }

  private func nothingDone(_ answer: ShopAnswer, _ fault: Fault) -> Outcome {
    if fault.family == .record { return .refused(fault) }
    return (400...).contains(answer.status) ? .notApplied(fault) : .unknown(fault)
  }
}
