import Records

/// How one kind of record becomes another: one mapping file.
public struct Mapping: Sendable {
  public enum Runs: Sendable, Hashable {
    /// The feed of its source is followed.
    case always
    /// Only the records that others need.
    case whenNeeded
  }

  /// What becomes of what was made for an item that the source record does not have any more.
  /// What becomes of records whose items are no longer there.
  public enum Surplus: String, Sendable, Hashable, CaseIterable {
    case delete
    /// Those that were there before, and linked as they were, stay.
    case deleteMade = "delete made"
    case keep

    public var deletes: Bool { self != .keep }
  }

  public enum Scope: String, Sendable, Hashable, CaseIterable {
    case connection
    case database
  }

  public var name = ""
  public var about = ""
  public var source = ResourceName(system: "", resource: "")
  public var target = ResourceName(system: "", resource: "")
  public var runs = Runs.always
  /// The record is evaluated again each time another record needs it, even when it is linked.
  public var refreshes = false
  public var includesArchived = false
  /// What `setting(name)` gives where the connection does not set it.
  public var settings: [String: Value] = [:]
  /// Passed on to the source's server with every read.
  public var context: [(name: String, value: Formula)] = []
  public var touches: [Touch] = []
  public var reads: [RelatedRead] = []
  public var needs: [Need] = []
  public var holds: Holds?
  /// One record of the target for each item of this list; nil: one for the source record itself.
  public var each: Formula?
  /// What tells the items of one source record apart, and stays: with the source's own key it is the record's key.
  public var item: [Formula] = []
  public var surplus = Surplus.keep
  /// Nil: the target's record is found or created without a key of ours.
  public var key: KeyTemplate?
  public var scope = Scope.connection
  /// Fields that a record found under our key must already have as wanted; a difference is a fault, never an adoption.
  public var same: [String] = []
  public var merge: [Formula] = []
  /// Tried in order; the conditions of a rule hold together.
  public var match: [MatchRule] = []
  /// Whether a record that a match rule found is taken; nil: each is.
  public var fits: Formula?
  /// The target's fields that `fits` looks at.
  public var fitsFields: [String] = []
  /// Its match rules ask for nothing that its needs make: what they find is known before anything is made for its sake.
  public var matchesBeforeNeeds = false
  /// The target's record is found by these fields, which are its key (a row that exists already).
  public var find: [(field: String, value: Formula)] = []
  /// The natural key that tells after an unknown outcome whether a record was created.
  public var probe: [(field: String, value: Formula)] = []
  public var creates = true
  /// The fault when nothing was found and nothing may be created.
  public var missingCode = "NO_MATCH"
  public var fields: [FieldRule] = []
  public var children: [ChildRule] = []
  public var gates: [Gate] = []
  public var steps: [Step] = []
  public var changes: [ChangeRule] = []
  public var frozen: [Formula] = []
  public var rewriteWhile: Formula?
  public var sealedWhen: Formula?
  public var since: Formula?
  public var enter: Formula?
  /// What is written when the source has gone.
  public var gone: [NamedFormula] = []
  /// `gone: keep`: what was made for the items of a record stays when the record has gone, whatever becomes of single items.
  public var staysWhenGone = false
  /// A complete comparison tells of the target's records that nothing here is linked to.
  public var reportsOthers = false
  /// Which of them it tells of: all of these hold. They depend on settings alone.
  public var othersWhere: [(field: String, value: Formula)] = []
  /// The links that a record makes: by default its own, in the set of the mapping's name.
  public var links: [LinkRule] = []
  /// Link sets that its expressions ask for and that mappings make which need not be loaded.
  public var sets: [String] = []
  /// The fields of the source resource that any expression uses.
  public var sourceFields: [String] = []
  /// The fields of the target that must be read back; dotted for rows ("order_line.qty_delivered").
  public var targetFields: [String] = []
  /// A digest of the meaning: comments and layout do not change it, a table it uses does.
  public var version = ""
  /// The file it was read from.
  public var file = ""

  var lets: [Let] = []
  var node: YAMLNode?
}
