import JournalStore
import Records

/// Told what a run is doing, for a progress display. Calls come in order and must return quickly.
public protocol RunObserver: Sendable {
  func began(flow: String)
  func progressed(flow: String, counts: FlowCounts)
  func ended(flow: String, counts: FlowCounts)
}
