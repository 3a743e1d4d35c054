/// Something that goes wrong on demand.
public enum ERPMisbehaviour: Sendable, Hashable {
  /// The connection is closed without an answer and nothing was done: a worker killed in the middle (FACTS-odoo a).
  case closeBeforeCommit
  /// The work is done and the connection is closed without an answer.
  case closeAfterCommit
  /// Half of the answer is sent, then the connection is closed.
  case truncateAnswer
  /// Waits, then answers as usual.
  case slow(seconds: Int)
  /// The work is done at once and the answer comes late: a client that gave up meanwhile has its effect.
  case slowAnswer(seconds: Int)
  /// HTML of a proxy with this status, nothing done: 200, 502, 503, 504.
  case html(status: Int)
  /// A JSON-RPC (or JSON-2) error, nothing done.
  case error(name: String, message: String)
  /// `load` answers `ids: false` and this message for the record at this index, nothing done.
  case rowMessage(String, record: Int)
  /// Another process commits the same external ids first: `load` answers the loser's message, and the winner's records are there.
  case loseRace
  /// Like `loseRace`, but the winner was rolled back too: nothing is there.
  case loseRaceWithoutWinner
}
