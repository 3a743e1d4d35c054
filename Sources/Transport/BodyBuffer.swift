/// Holds what has arrived and nobody has pulled yet. A value: the lock and the waiting are around it.
struct BodyBuffer {
  /// Beyond this nothing is taken in, and the connection is not read from until the buffer has been emptied.
  let capacity: Int
  private(set) var bytes: [UInt8] = []
  private(set) var isHeldUp = false

  init(capacity: Int) { self.capacity = capacity }

  /// - Returns: false if it is full: the same bytes must be offered again after `take` has said so.
  mutating func offer(_ new: UnsafeRawBufferPointer) -> Bool {
    // One offer into an empty buffer is always taken, or a capacity smaller than libcurl's blocks would hold it up for ever.
    guard bytes.isEmpty || bytes.count + new.count <= capacity else {
      isHeldUp = true
      return false
    }
    isHeldUp = false
    bytes.append(contentsOf: new)
    return true
  }

  /// Everything held, and whether a refused block is to be asked for again.
  mutating func take() -> (bytes: [UInt8], resume: Bool) {
    let resume = isHeldUp
    isHeldUp = false
    defer { bytes = [] }
    return (bytes, resume)
  }
}
