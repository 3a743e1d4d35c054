/// `GET /api`: the resources, and what the key may do with each.
enum WebserviceRootDocument {
  static func bytes(_ key: ShopKey, _ root: String, _ state: ShopState) -> [UInt8] {
    var document = WebserviceDocument(root: root)
    document.raw("<api shopName=\"\(escaped(state.settings.name))\">\n")
    for resource in state.schema.resources where key.allows(resource.name) {
      let rights = " xlink:href=\"\(root)\(resource.name)\"" + permissions(key, resource.name, state.version)
      document.raw("<\(resource.name)\(rights)>\n<description\(rights)>\n\(resource.description)</description>\n")
      if resource.hasSchema {
        for kind in ["blank", "synopsis"] {
          document.raw("<schema xlink:href=\"\(root)\(resource.name)?schema=\(kind)\" type=\"\(kind)\"/>\n")
        }
      }
      document.raw("</\(resource.name)>\n")
    }
    document.raw("</api>\n")
    return document.end()
  }

  private static func permissions(_ key: ShopKey, _ resource: String, _ version: ShopVersion) -> String {
    let methods: [ShopKey.Method] = [.get, .put, .post, .patch, .delete, .head]
    return methods.filter { $0 != .patch || version.hasPatch }
      .map { " \($0.rawValue.lowercased())=\"\(key.allows($0, on: resource))\"" }.joined()
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }
}
