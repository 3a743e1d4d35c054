import Foundation

/// Seconds of computing, user and system together, as `getrusage` counts them. A child counts once it has ended.
enum CPUTime {
  /// This process's own.
  static var own: Double {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return seconds(usage)
  }

  /// That of all children that have ended.
  static var children: Double {
    var usage = rusage()
    getrusage(RUSAGE_CHILDREN.rawValue, &usage)
    return seconds(usage)
  }

  private static func seconds(_ usage: rusage) -> Double {
    seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
}
