import JournalStore
import Records

/// What a run did, as the command line prints it and as its exit code is made from.
public struct RunReport: Sendable, Codable {
  public var run: Int
  public var end: Run.End
  public var flows: [String: FlowCounts]
  /// What stopped the run, if something did.
  public var fault: Fault?

  public init(run: Int, end: Run.End, flows: [String: FlowCounts], fault: Fault?) {
    self.run = run
    self.end = end
    self.flows = flows
    self.fault = fault
  }
}
