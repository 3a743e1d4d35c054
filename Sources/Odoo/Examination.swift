import Records

/// What is right and wrong with a connection to Odoo, for `doctor`. Nothing is written.
struct Examination: Sendable {
  let configuration: OdooConfiguration
  let server: any ServerSession
  let catalogue: ModelCatalogue
  let reader: RecordReader
  let context: CallContext
  let now: @Sendable () -> Instant

  func findings() async -> [Finding] { [] }
}
