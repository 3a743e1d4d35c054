/// How a worker of the tests speaks with both servers. The defaults fail at once: what is repeated is said by the test.
struct Road: Sendable {
  var attempts = 1
  var timeout: Duration = .seconds(20)
  var pageSize = 200
  var inFlight = 2
  var spacing: Duration = .zero
  /// Fault proxies stand before both servers.
  var hasProxies = false
  /// The journal is a file, not memory.
  var keepsJournal = false
  /// How long the shop may be at work on a request that got no answer, in seconds.
  var serverTimeLimit = 120
  /// Nil: the right one.
  var shopKey: String?
}
