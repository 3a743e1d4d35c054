import Foundation

/// The peak of a process's resident memory, as the kernel keeps it.
enum ResidentMemory {
  /// In bytes; 0 when the process has ended. The kernel's own high-water mark is read while the process lives, for `ru_maxrss` of a
  /// child begins with the size that its parent had when it was started.
  static func peak(of pid: Int32) -> Int {
    guard let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kibibytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Int($0) })
    else { return 0 }
    return kibibytes * 1024
  }
}
