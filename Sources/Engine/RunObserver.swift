import JournalStore
import Records

/// Told what a run is doing, for a progress display. Calls come in order and must return quickly.
public protocol RunObserver: Sendable {
  func began(flow: String)
  /// So many records will have been read when the flow has ended, as far as is known by now. Said of long flows only.
  func expects(flow: String, records: Int)
  func progressed(flow: String, counts: FlowCounts)
  func ended(flow: String, counts: FlowCounts)
}
