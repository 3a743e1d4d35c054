import Foundation

/// `images/products`: pictures go in as files of a form and come out as they are (WebserviceSpecificManagementImages.php). All of it was
/// measured on 8.2.1, 1.7.8.11 and 1.6.1.24.
enum WebserviceImages {
  static func answer(
    _ method: ShopKey.Method, _ call: WebserviceCall, _ state: inout ShopState
  ) throws(WebserviceStop) -> WebserviceAnswer {
    let place = Array((call.request.segments ?? []).dropFirst())
    guard let kind = place.first else { return kinds(call) }
    guard kind == "products" else {
      throw .error(400, 48, "Image of type \"\(kind)\" does not exist. Did you mean: \"products\"?")
    }
    guard place.count > 1 else { return try products(method, call, state) }
    guard let product = Int(place[1]) else {
      throw .error(400, 60, "The image id is invalid. Please set a valid id or the \"default\" value")
    }
    guard place.count > 2 else {
      switch method {
      case .get, .head: return try list(product, call, state)
      case .post: return try add(product, call, &state)
      case .put, .patch, .delete: throw .error(500, 63, "This image does not exist on disk")
      }
    }
    guard let id = Int(place[2]), let picture = state.pictures[id], picture.product == product else {
      throw .error(400, 57, "This image id does not exist")
    }
    return try one(picture, method, call, &state)
  }

  private static func one(
    _ picture: ShopPicture, _ method: ShopKey.Method, _ call: WebserviceCall, _ state: inout ShopState
  ) throws(WebserviceStop) -> WebserviceAnswer {
    switch method {
    case .get, .head: return try show(picture)
    case .post where picture.bytes != nil:
      throw .error(400, 65, "This image already exists. To modify it, please use the PUT method")
    case .post: return try add(picture.product, call, &state)
    case .put: return try replace(picture, call, &state)
    case .patch: throw .error(405, 67, "This method is not allowed")
    case .delete:
      state.removePicture(picture.id)
      return WebserviceAnswer(status: 200)
    }
  }

  // MARK: Reading

  private static func kinds(_ call: WebserviceCall) -> WebserviceAnswer {
    var document = WebserviceDocument(root: call.root)
    document.raw("<image_types>\n")
    let kinds = ["general", "products", "categories", "manufacturers", "suppliers", "stores", "customizations"]
    let types = formats(call.version).map { "image/\($0)" }.joined(separator: ", ")
    for kind in kinds {
      document.raw(
        "<\(kind) xlink:href=\"\(call.root)images/\(kind)\" get=\"true\" put=\"false\" post=\"false\" delete=\"false\" head=\"true\""
          + " upload_allowed_mimetypes=\"\(types)\"/>\n")
    }
    document.raw("</image_types>\n")
    return WebserviceAnswer(status: 200, body: document.end())
  }

  private static func products(
    _ method: ShopKey.Method, _ call: WebserviceCall, _ state: ShopState
  ) throws(WebserviceStop) -> WebserviceAnswer {
    guard method == .get else { throw .error(405, 55, "This method is not allowed for listing category images.") }
    var document = WebserviceDocument(root: call.root)
    document.raw("<image_types>\n</image_types>\n<images>\n")
    for product in Set(state.pictures.all.values.map(\.product)).sorted() {
      document.raw("<image id=\"\(product)\" xlink:href=\"\(call.root)images/products/\(product)\"/>\n")
    }
    document.raw("</images>\n")
    return WebserviceAnswer(status: 200, body: document.end())
  }

  private static func list(
    _ product: Int, _ call: WebserviceCall, _ state: ShopState
  ) throws(WebserviceStop) -> WebserviceAnswer {
    let pictures = state.pictures.of(product: product)
    guard !pictures.isEmpty else { return WebserviceAnswer(status: call.version == .v16 ? 500 : 404) }
    var document = WebserviceDocument(root: call.root)
    document.raw("<image id=\"\(product)\">\n")
    for picture in pictures {
      document.raw(
        "<declination id=\"\(picture.id)\" xlink:href=\"\(call.root)images/products/\(product)/\(picture.id)\"/>\n")
    }
    document.raw("</image>\n")
    return WebserviceAnswer(status: 200, body: document.end())
  }

  private static func show(_ picture: ShopPicture) throws(WebserviceStop) -> WebserviceAnswer {
    guard let bytes = picture.bytes else { throw .error(500, 61, "This image does not exist on disk") }
    return WebserviceAnswer(
      status: 200, headers: [("Content-Type", picture.contentType)], body: encoded(bytes))
  }

  /// The shop keeps an encoding of its own, never the bytes that were sent.
  static func encoded(_ bytes: [UInt8]) -> [UInt8] { bytes + [0] }

  // MARK: Writing

  private static func add(
    _ product: Int, _ call: WebserviceCall, _ state: inout ShopState
  ) throws(WebserviceStop) -> WebserviceAnswer {
    guard let file = UploadedFile("image", in: call.request), !file.bytes.isEmpty else {
      // 1.6 does not look whether there is one.
      if call.version == .v16 { throw .error(500, 66, "Unable to save this image") }
      throw .error(400, 76, "Please set an \"image\" parameter with image data for value")
    }
    try checkSize(file, call)
    let formats = formats(call.version)
    guard let type = PictureBytes.contentType(file.bytes), formats.contains(String(type.dropFirst(6))),
      (formats + ["jpg", "jpe"]).contains(file.ending)
    else {
      let names = call.version.hasPatch ? "gif, jpg, jpeg, jpe, png, webp" : ".gif, .jpg, .png"
      throw .error(400, 76, "Image upload error : Image format not recognized, allowed formats are: \(names)")
    }
    guard state.row("products", product) != nil else { throw .error(400, 76, "Product \(product) does not exist") }
    let isShown = PictureBytes.isWhole(file.bytes) || (!call.version.hasPatch && type != "image/gif")
    // 1.6 makes a JPEG of everything.
    let picture = state.pictures.add(
      product: product, bytes: isShown ? file.bytes : nil, contentType: call.version == .v16 ? "image/jpeg" : type)
    guard isShown else { throw .crash(call.version) }
    return WebserviceAnswer(status: 200, body: document(picture, encoded(file.bytes), call, state))
  }

  private static func replace(
    _ picture: ShopPicture, _ call: WebserviceCall, _ state: inout ShopState
  ) throws(WebserviceStop) -> WebserviceAnswer {
    guard picture.bytes != nil else { throw .error(500, 63, "This image does not exist on disk") }
    // PHP reads forms of POST alone.
    guard call.request.method == "POST", let file = UploadedFile("image", in: call.request) else {
      throw .error(400, 76, "Please set an \"image\" parameter with image data for value")
    }
    try checkSize(file, call)
    let formats = formats(call.version)
    guard let type = PictureBytes.contentType(file.bytes), formats.contains(String(type.dropFirst(6))) else {
      throw .error(
        400, 73,
        "This type of image format is not recognized, allowed formats are: "
          + formats.map { "image/\($0)" }.joined(separator: "\", \""))
    }
    guard PictureBytes.isWhole(file.bytes) else {
      if call.version.hasPatch || type == "image/gif" { throw .crash(call.version) }
      throw .error(500, 69, "Unable to build the image \"[SHOP_ROOT_DIR]/img/p/\(picture.id).jpg\".")
    }
    state.pictures.replace(picture.id, bytes: file.bytes)
    return WebserviceAnswer(
      status: 200, headers: [("Content-Type", "image/jpeg")], body: encoded(file.bytes))
  }

  /// As installed: PS_LIMIT_UPLOAD_IMAGE_VALUE from 8 on, a fixed number before.
  private static func checkSize(_ file: UploadedFile, _ call: WebserviceCall) throws(WebserviceStop) {
    let limit = call.version.hasPatch ? 2_000_000 : 3_000_000
    guard file.bytes.count > limit else { return }
    throw .error(400, 72, "The image size is too large (maximum allowed is \(limit / 1000) KB)")
  }

  private static func formats(_ version: ShopVersion) -> [String] {
    ["gif", "jpeg", "png"] + (version.hasPatch ? ["webp"] : [])
  }

  private static func document(
    _ picture: ShopPicture, _ bytes: [UInt8], _ call: WebserviceCall, _ state: ShopState
  ) -> [UInt8] {
    var document = WebserviceDocument(
      root: call.root, marksEmpty: call.version != .v16, reserving: 1024 + bytes.count * 4 / 3)
    document.raw("<image>\n")
    document.element("id", String(picture.id))
    document.element("id_product", String(picture.product))
    document.element("position", String(picture.position))
    document.element("cover", picture.isCover ? "1" : "")
    document.raw("<legend>")
    for language in state.languageIDs {
      document.raw("<language id=\"\(language)\" xlink:href=\"\(call.root)languages/\(language)\">")
      document.data("")
      document.raw("</language>")
    }
    document.raw("</legend>\n</image>\n")
    document.element("content", Data(bytes).base64EncodedString(), attributes: " encode=\"base64\"")
    return document.end()
  }
}
