import JournalStore
import Logging
import Mapping
import Records

/// What the engine works with. It brings nothing of its own but the order of things.
public struct EngineParts: Sendable {
  /// By the name that mapping files use before the slash.
  public var connectors: [String: any Connector]
  public var mappings: MappingSet
  public var journal: any JournalStore
  public var settings: [String: Value]
  /// The permanent name of this connection: the scope of its keys at the target.
  public var instance: String
  /// The scope of keys that all connections of one target database share.
  public var databaseScope: String
  public var clock: @Sendable () -> Instant
  /// How long to wait before something is tried again; replaced in tests.
  public var pause: @Sendable (Int) async throws -> Void
  public var logger: Logger
  public var observer: (any RunObserver)?

  public init(
    connectors: [String: any Connector], mappings: MappingSet, journal: any JournalStore, settings: [String: Value],
    instance: String, databaseScope: String = "shared", clock: @escaping @Sendable () -> Instant,
    pause: @escaping @Sendable (Int) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }, logger: Logger,
    observer: (any RunObserver)? = nil
  ) {
    self.connectors = connectors
    self.mappings = mappings
    self.journal = journal
    self.settings = settings
    self.instance = instance
    self.databaseScope = databaseScope
    self.clock = clock
    self.pause = pause
    self.logger = logger
    self.observer = observer
  }
}
