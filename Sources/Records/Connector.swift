/// One system, in terms that the engine understands. A connector knows its own system and nothing of mappings or of the other side.
///
/// Every `throws` throws `Fault`. Names of resources and fields are canonical: they do not change with the server's version.
public protocol Connector: Sendable {
  /// The name before the slash in mapping files.
  var system: String { get }

  /// What the server is, read from the server itself; only the named resources need to be described (nil: all that the connector knows).
  func describe(_ resources: Set<String>?) async throws -> SystemSchema

  /// Takes back a description kept from an earlier run, so that nothing needs to be asked for again. It may be out of date: a
  /// connector that notices (another version answers) says so with a fault, and the description is thrown away.
  func adopt(_ schema: SystemSchema) async

  /// What is right and what is wrong with the connection, for `doctor`. Never throws: what fails is a finding.
  func examine() async -> [Finding]

  func changes(_ query: ChangeQuery) async throws -> any PageReader

  /// How far the resource's changes have come by now: where following begins when what was before is read in another way. Nil: nothing was
  /// ever changed, or its changes do not show.
  func latest(_ resource: String) async throws -> Cursor?

  func scan(_ query: ScanQuery) async throws -> any PageReader

  /// Missing records are left out.
  func read(_ query: RelatedQuery) async throws -> [Record]

  /// Of records that were asked for by key and did not come: those that are not deleted, or may not be, but kept from this connection, each with
  /// the fault that says so.
  func hidden(_ resource: String, _ keys: [RecordKey]) async throws -> [RecordKey: Fault]

  /// One list of candidates a probe, in the order of the probes.
  func find(_ probes: [Probe]) async throws -> [[Record]]

  /// What the target holds before these effects, to be stored with the intent. One for each, in order.
  func baseline(_ effects: [OpenIntent.Effect]) async throws -> [Baseline]

  /// Writes the bytes that a value of a content field of this system names to a file, as they arrive: memory does not grow with their number.
  func fetch(_ content: String, to path: String) async throws

  /// One outcome a write, in order. A body that fails as a whole is halved until each record has its own outcome.
  func write(_ writes: [Write]) async -> [Outcome]

  /// One outcome a call, in order.
  func perform(_ calls: [ActionCall]) async -> [Outcome]

  /// One settlement an intent, in order.
  func settle(_ intents: [OpenIntent]) async throws -> [Settlement]

  /// What the target would compute for each write, for the named fields, writing nothing. Nil: this system has no way.
  /// An outcome that the target refuses is thrown for that write alone.
  func foresee(_ writes: [Write], fields: [String]) async throws -> [Result<Record, Fault>]?
}

extension Connector {
  public func adopt(_ schema: SystemSchema) async {}

  /// Most systems show all that is there.
  public func hidden(_ resource: String, _ keys: [RecordKey]) async throws -> [RecordKey: Fault] { [:] }

  public func fetch(_ content: String, to path: String) async throws {
    throw Fault(
      .configuration, "NO_CONTENT", "The system \(system) has no content such as \(content).",
      context: ["system": system, "content": content], hint: "Remove the field from the mapping.")
  }
}
