/// Divides a list of values into requests whose addresses are not too long.
enum BatchPlan {
  /// - Parameters:
  ///   - values: in their text form, not yet encoded; doubles are sent once. Those that cannot stand in a list become
  ///     batches of one.
  ///   - overhead: the length of the address without any value.
  ///   - limit: the longest address allowed.
  ///   - maximum: the most values in one request.
  /// - Returns: batches that hold every value exactly once, in the order in which they came.
  static func split(_ values: [String], overhead: Int, limit: Int, maximum: Int = 500) -> [[String]] {
    var seen: Set<String> = []
    var singles: [[String]] = []
    var batches: [[String]] = []
    var batch: [String] = []
    var length = overhead
    for value in values where seen.insert(value).inserted {
      guard ShopFilter.isListable(value) else {
        singles.append([value])
        continue
      }
      // A value and the encoded bar before it.
      let size = PercentEncoding.length(value) + 3
      if !batch.isEmpty, length + size > limit || batch.count >= maximum {
        batches.append(batch)
        batch = []
        length = overhead
      }
      batch.append(value)
      length += size
    }
    if !batch.isEmpty { batches.append(batch) }
    return batches + singles
  }
}
