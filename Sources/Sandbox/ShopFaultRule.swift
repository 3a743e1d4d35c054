/// Which requests a fault hits, and how often.
public struct ShopFaultRule: Sendable {
  public var fault: ShopFault
  /// Nil is any method.
  public var method: String?
  /// What the path must contain: "/orders".
  public var path: String
  /// How many matching requests are answered properly first.
  public var skipping: Int
  /// How many times it happens; nil for ever.
  public var times: Int?

  public init(_ fault: ShopFault, method: String? = nil, path: String = "", skipping: Int = 0, times: Int? = 1) {
    self.fault = fault
    self.method = method
    self.path = path
    self.skipping = skipping
    self.times = times
  }

  func matches(_ request: WebserviceRequest) -> Bool {
    (method == nil || method == request.method) && (path.isEmpty || request.path.contains(path))
  }

  /// Whether this matching request is hit; counts it.
  mutating func takes() -> Bool {
    if skipping > 0 {
      skipping -= 1
      return false
    }
    guard let left = times else { return true }
    guard left > 0 else { return false }
    times = left - 1
    return true
  }
}
