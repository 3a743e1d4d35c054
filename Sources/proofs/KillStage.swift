/// What a kill proof is about: two servers that are ready for one run of the worker, and the only state that they may be in after it.
protocol KillStage {
  var worker: WorkerStage { get }
  /// How a run ends that has done everything: 0, or 2 where the stage has an order that must stop.
  var goodExit: Int32 { get }
  /// The command that is killed, and the two that follow it.
  var runs: [[String]] { get }

  /// Compares the servers' own tables with the only legal final state. The worker's journal is not asked.
  func compare(_ step: KillStep) -> KillRow
}

extension KillStage {
  var runs: [[String]] { [["sync"], ["sync"], ["sync"]] }
}
