import Records

/// What an answer means that did not take a picture. The shop's own errors: 72 too large, 73 and 76 not a picture or not one that it can
/// read, 57 no such picture, 63 a row without a picture (WebserviceSpecificManagementImages).
struct PictureFault {
  var product: Int
  var file: PictureFile
  var method: String

  func fault(for answer: ShopAnswer) -> Fault {
    var fault = AnswerFault(method: method, resource: Images.name, isWrite: true).fault(for: answer)
    let codes = Set(answer.errors.compactMap(\.code))
    if answer.status == 413 || codes.contains(72) { fault = tooLarge(fault) }
    if !codes.isDisjoint(with: [73, 74, 75, 76]), fault.family == .record { fault = refused(fault) }
    fault.context = context(fault)
    return fault
  }

  /// A row was made, and no picture could be made of the file.
  func undecodable(_ fault: Fault) -> Fault { refused(fault) }

  /// Told without asking the shop.
  var noPicture: Fault {
    Fault(
      .record, "SHOP_PICTURE_FORMAT", "The file is no picture of a kind that shops take.",
      context: context(), hint: "Use JPEG, PNG, GIF or, from PrestaShop 8 on, WebP.")
  }

  /// What a person has to know of it.
  private func context(_ fault: Fault? = nil) -> [String: String] {
    var context = fault?.context ?? [:]
    if let said = fault?.context["messages"] { context["messages"] = Excerpt.shorten(said, to: 200) }
    context["product"] = String(product)
    context["format"] = file.format?.rawValue ?? ""
    context["size"] = String(file.size)
    return context
  }

  private func refused(_ fault: Fault) -> Fault {
    Fault(
      .record, "SHOP_PICTURE_REFUSED", "The shop cannot make a picture of the file.", context: context(fault),
      hint: "Save it again as JPEG or PNG; WebP is taken from PrestaShop 8 on.")
  }

  private func tooLarge(_ fault: Fault) -> Fault {
    Fault(
      .record, "SHOP_PICTURE_TOO_LARGE", "The picture's file is larger than the shop takes.", context: context(fault),
      hint: "Make it smaller, or raise the shop's limit for uploads.")
  }
}
