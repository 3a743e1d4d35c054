import Testing

@testable import Engine

@Suite("Work that ends in any order")
struct OrderedWorkTests {
  @Test("It is given back in the order in which it was begun")
  func inOrder() {
    var work = OrderedWork<String>()
    let numbers = (0..<4).map { _ in work.begin() }
    #expect(work.underWay == 4)
    let (third, first, second, fourth) = (
      work.end(numbers[2], "c"), work.end(numbers[0], "a"), work.end(numbers[1], "b"), work.end(numbers[3], "d")
    )
    #expect([third, first, second, fourth] == [[], ["a"], ["b", "c"], ["d"]])
    #expect(work.underWay == 0)
    #expect(work.settled == 4)
  }
}
