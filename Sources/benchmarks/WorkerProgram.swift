import Foundation
import Synchronization

/// The real program, run as a child of its own.
struct WorkerProgram {
  let folder: String
  var environment: [String: String]

  /// Runs `passerelle sync` to its end.
  /// - Throws: `WorkerFailure` when it ends with anything but 0.
  func sync(verbose: Bool = false) async throws -> WorkerUsage { try await run(["sync"], verbose: verbose) }

  /// Runs `passerelle` with these arguments and kills it (SIGKILL) as soon as `isEnough` holds.
  /// - Returns: whether it was still at work then.
  func run(_ arguments: [String], killedWhen isEnough: @escaping @Sendable () -> Bool) async throws -> Bool {
    let process = process(arguments, verbose: false)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let done = AsyncStream<Void>.makeStream()
    process.terminationHandler = { _ in done.continuation.finish() }
    try process.run()
    let pid = process.processIdentifier
    let watch = Task {
      while !Task.isCancelled, !isEnough() { try? await Task.sleep(for: .milliseconds(5)) }
      if !Task.isCancelled { kill(pid, SIGKILL) }
    }
    for await _ in done.stream {}
    watch.cancel()
    return process.terminationReason == .uncaughtSignal
  }

  private func process(_ arguments: [String], verbose: Bool) -> Process {
    let process = Process()
    let programs = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    process.executableURL = programs.appending(path: "passerelle")
    process.arguments = arguments + ["--config", folder + "/passerelle.yaml", "--format", "json"]
    if verbose { process.arguments?.append("--verbose") }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, ours in ours }
    return process
  }

  /// Runs `passerelle` with these arguments to its end.
  /// - Parameter ends: the exit codes that are good.
  /// - Throws: `WorkerFailure` when it ends with another one.
  func run(_ arguments: [String], ends: Set<Int32> = [0], verbose: Bool = false) async throws -> WorkerUsage {
    let process = process(arguments, verbose: verbose)
    let outputPath = folder + "/output"
    try Data().write(to: URL(filePath: outputPath))
    let output = try FileHandle(forWritingTo: URL(filePath: outputPath))
    process.standardOutput = output
    process.standardError = output
    let (childBefore, ownBefore) = (CPUTime.children, CPUTime.own)
    let begun = ContinuousClock.now
    let peak = try await run(process)
    let wall = ContinuousClock.now - begun
    try output.close()
    let log = (try? String(contentsOfFile: outputPath, encoding: .utf8)) ?? ""
    guard ends.contains(process.terminationStatus) else {
      throw WorkerFailure(arguments: arguments, status: process.terminationStatus, output: log)
    }
    return WorkerUsage(
      wall: wall / .seconds(1), cpu: CPUTime.children - childBefore,
      serversCPU: CPUTime.own - ownBefore, peakMemory: peak, log: log)
  }

  /// Returns the peak of the child's resident memory in bytes.
  private func run(_ process: Process) async throws -> Int {
    let peak = Mutex(0)
    let done = AsyncStream<Void>.makeStream()
    process.terminationHandler = { _ in done.continuation.finish() }
    try process.run()
    let pid = process.processIdentifier
    let watch = Task {
      while !Task.isCancelled {
        let seen = ResidentMemory.peak(of: pid)
        peak.withLock { $0 = max($0, seen) }
        try? await Task.sleep(for: .milliseconds(20))
      }
    }
    for await _ in done.stream {}
    watch.cancel()
    return peak.withLock { $0 }
  }
}

/// What one run of the program took.
struct WorkerUsage {
  /// Seconds.
  var wall: Double
  /// Seconds that the program computed.
  var cpu: Double
  /// Seconds that this process, which holds the servers, computed meanwhile.
  var serversCPU: Double
  /// Bytes.
  var peakMemory: Int
  var peakMebibytes: Double { Double(peakMemory) / 1_048_576 }
  /// Everything that it printed.
  var log: String
}

struct WorkerFailure: Error, CustomStringConvertible {
  let arguments: [String]
  let status: Int32
  let output: String

  var description: String {
    "passerelle \(arguments.joined(separator: " ")) ended with exit code \(status):\n\(output)"
  }
}
