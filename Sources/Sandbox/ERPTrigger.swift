/// Which calls a misbehaviour strikes.
public struct ERPTrigger: Sendable, Hashable {
  /// Nil: every model.
  public var model: String?
  /// Nil: every method.
  public var method: String?
  /// So many matching calls are answered as usual first.
  public var skip: Int
  public var times: Int

  public init(model: String? = nil, method: String? = nil, skip: Int = 0, times: Int = 1) {
    self.model = model
    self.method = method
    self.skip = skip
    self.times = times
  }
}
