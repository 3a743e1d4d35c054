import Records

/// The installed languages, asked once.
actor LanguageSource {
  private let rpc: any OdooRPC
  private var known: Languages?

  init(rpc: any OdooRPC) { self.rpc = rpc }

  func installed() async throws(CallFailure) -> Languages {
    if let known { return known }
    let call = OdooCall(
      "res.lang", "search_read",
      options: ["domain": [["active", "=", true]], "fields": ["id", "code", "iso_code"], "order": "code"],
      context: ["lang": "en_US", "tz": "UTC"], effect: .read)
    let rows = (try await rpc.call(call).value.array ?? []).compactMap { row in
      row["code"]?.string.map { (code: $0, iso: row["iso_code"]?.string ?? $0) }
    }
    let languages = rows.isEmpty ? Languages.englishOnly : Languages(rows: rows)
    known = languages
    return languages
  }
}
