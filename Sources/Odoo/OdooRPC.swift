/// The road to one database: JSON-RPC or JSON-2, or a script in tests.
protocol OdooRPC: Sendable {
  /// - Throws: `CallFailure`.
  func call(_ call: OdooCall) async throws(CallFailure) -> OdooAnswer
}
