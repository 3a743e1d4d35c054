import Testing

@testable import Transport

@Suite("What has arrived and was not pulled yet")
struct BodyBufferTests {
  static func offer(_ count: Int, to buffer: inout BodyBuffer) -> Bool {
    [UInt8](repeating: 1, count: count).withUnsafeBytes { buffer.offer($0) }
  }

  @Test("It takes up to its capacity, refuses the rest, and asks for it again once emptied")
  func capacity() {
    var buffer = BodyBuffer(capacity: 10)
    #expect(Self.offer(6, to: &buffer))
    #expect(Self.offer(4, to: &buffer))
    #expect(!Self.offer(1, to: &buffer))
    let taken = buffer.take()
    #expect(taken.bytes.count == 10)
    #expect(taken.resume)
    #expect(Self.offer(1, to: &buffer))
    let rest = buffer.take()
    #expect(rest.bytes.count == 1)
    #expect(!rest.resume)
  }

  @Test("A block larger than the capacity is taken when nothing else is held, or it would never be")
  func largeBlock() {
    var buffer = BodyBuffer(capacity: 10)
    #expect(Self.offer(100, to: &buffer))
    #expect(!Self.offer(1, to: &buffer))
  }
}
