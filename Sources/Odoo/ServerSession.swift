/// A road to one database of a known version.
protocol ServerSession: OdooRPC {
  func version() async throws(CallFailure) -> OdooVersion
}

extension OdooServer: ServerSession {}
