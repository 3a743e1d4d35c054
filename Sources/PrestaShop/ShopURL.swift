/// Addresses of the webservice.
enum ShopURL {
  static func make(api: String, path: String, parameters: [(String, String)]) -> String {
    let query = parameters.map { PercentEncoding.encode($0.0) + "=" + PercentEncoding.encode($0.1) }.joined(
      separator: "&")
    return api + "/" + path + (query.isEmpty ? "" : "?" + query)
  }
}
