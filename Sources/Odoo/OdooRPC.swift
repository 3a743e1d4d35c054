/// The road to one database: JSON-RPC or JSON-2, or a script in tests.
protocol OdooRPC: Sendable {
  /// - Throws: `CallFailure`.
  func call(_ call: OdooCall) async throws(CallFailure) -> OdooAnswer

  /// A reading of one record whose field `member` holds base64: its bytes go to the sink as they arrive, and the answer has an empty text in their
  /// place. Sent once.
  func download(_ call: OdooCall, member: String, to sink: ContentSink) async throws(CallFailure) -> OdooAnswer
}
