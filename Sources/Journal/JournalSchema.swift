import GRDB

/// The tables, as named migrations: one is added a schema version and none is ever changed after its release.
enum JournalSchema {
  /// Marks the file as ours ("PASS" in the header of the file).
  static let applicationID = 0x5041_5353
  /// The newest version this program knows; stored as the file's `user_version`.
  static let version = 2

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1", migrate: version1)
    migrator.registerMigration("v2", migrate: version2)
    return migrator
  }

  private static func version1(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE run (
          id INTEGER PRIMARY KEY AUTOINCREMENT, started INTEGER NOT NULL, ended INTEGER, end TEXT,
          flows TEXT NOT NULL DEFAULT '{}', fault TEXT) STRICT;

        CREATE TABLE cursor (
          flow TEXT NOT NULL, resource TEXT NOT NULL, value TEXT NOT NULL,
          PRIMARY KEY (flow, resource)) STRICT, WITHOUT ROWID;

        CREATE TABLE state (
          id INTEGER PRIMARY KEY, flow TEXT NOT NULL, key TEXT NOT NULL, stage TEXT NOT NULL,
          source_digest TEXT NOT NULL, fingerprint TEXT, target TEXT,
          base TEXT NOT NULL, is_fresh INTEGER NOT NULL, UNIQUE (flow, key)) STRICT;
        CREATE INDEX state_stage ON state (flow, stage);

        -- source_order sorts as keys do (numbers as numbers) and identifies the key as well as source does.
        CREATE TABLE link (
          link_set TEXT NOT NULL, source_order TEXT NOT NULL, source_system TEXT NOT NULL, source TEXT NOT NULL,
          target_system TEXT NOT NULL, target TEXT NOT NULL, is_accepted INTEGER NOT NULL,
          PRIMARY KEY (link_set, source_order, source_system)) STRICT, WITHOUT ROWID;
        CREATE INDEX link_target ON link (link_set, target_system, target);

        -- A resolved row stays without its evidence, so that a record that stops again keeps its number.
        CREATE TABLE quarantine (
          id INTEGER PRIMARY KEY AUTOINCREMENT, flow TEXT NOT NULL, key TEXT NOT NULL, code TEXT NOT NULL,
          fault TEXT NOT NULL, source TEXT, wanted TEXT, mapping_version TEXT NOT NULL, first_seen INTEGER NOT NULL,
          last_seen INTEGER NOT NULL, attempts INTEGER NOT NULL, is_acknowledged INTEGER NOT NULL, note TEXT NOT NULL,
          resolution TEXT, UNIQUE (flow, key)) STRICT;
        CREATE INDEX quarantine_open ON quarantine (flow, id) WHERE resolution IS NULL;

        CREATE TABLE waiting (
          flow TEXT NOT NULL, key TEXT NOT NULL, link_set TEXT NOT NULL, system TEXT NOT NULL, awaited TEXT NOT NULL,
          since INTEGER NOT NULL, PRIMARY KEY (flow, key, link_set, system, awaited)) STRICT, WITHOUT ROWID;
        CREATE INDEX waiting_awaited ON waiting (link_set, system, awaited);

        CREATE TABLE due (
          position INTEGER PRIMARY KEY AUTOINCREMENT, flow TEXT NOT NULL, key TEXT NOT NULL, reason TEXT NOT NULL,
          UNIQUE (flow, key)) STRICT;
        CREATE INDEX due_flow ON due (flow, position);

        -- Quantities are text: exact decimals.
        CREATE TABLE hold (
          id INTEGER PRIMARY KEY, flow TEXT NOT NULL, key TEXT NOT NULL, link_set TEXT NOT NULL, item TEXT NOT NULL,
          quantity TEXT NOT NULL) STRICT;
        CREATE INDEX hold_document ON hold (flow, key);
        CREATE INDEX hold_item ON hold (link_set, item, quantity);

        CREATE TABLE intent (
          id INTEGER PRIMARY KEY AUTOINCREMENT, flow TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL) STRICT;

        CREATE TABLE event (
          id INTEGER PRIMARY KEY AUTOINCREMENT, flow TEXT NOT NULL, key TEXT, kind TEXT NOT NULL, details TEXT NOT NULL,
          at INTEGER NOT NULL) STRICT;
        CREATE INDEX event_record ON event (flow, key);

        CREATE TABLE cache (name TEXT PRIMARY KEY, content BLOB NOT NULL, expires INTEGER) STRICT;

        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = 1;
        """)
  }

  /// Holds of version 1 do not say whose keys their items have: an empty system stands for any.
  private static func version2(_ db: Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE hold ADD COLUMN system TEXT NOT NULL DEFAULT '';
        DROP INDEX hold_item;
        CREATE INDEX hold_item ON hold (link_set, item, system, quantity);

        CREATE TABLE watch (
          kind TEXT NOT NULL, link_set TEXT NOT NULL, flow TEXT NOT NULL, system TEXT NOT NULL,
          PRIMARY KEY (kind, link_set, flow)) STRICT, WITHOUT ROWID;

        PRAGMA user_version = 2;
        """)
  }
}
