import Testing

@testable import Engine

@Suite("Moments of many keys")
struct KeyedMomentsTests {
  @Test("They are what a dictionary would say, whatever is set and taken away", arguments: 1...20)
  func likeDictionary(seed: UInt64) {
    var chance = Chance(seed: seed)
    var moments = KeyedMoments()
    var model: [Int: Int] = [:]
    for _ in 0..<60 {
      var changes: [Int: Int?] = [:]
      for _ in 0..<chance.below(21) {
        let moment = chance.below(4)
        changes.updateValue(moment == 0 ? nil : moment, forKey: chance.below(41))
      }
      moments.set(changes)
      for (key, moment) in changes { model[key] = moment }
      if chance.one(in: 10) {
        moments.forget(before: 2)
        model = model.filter { $0.value >= 2 }
      }
      #expect((0...40).map { moments[$0] } == (0...40).map { model[$0] })
      #expect(moments.newest == model.values.max())
      #expect(KeyedMoments(text: moments.text) == moments)
    }
  }

  @Test("Neighbours of one moment are one range, in whichever order they come")
  func ranges() {
    var moments = KeyedMoments()
    for key in [5, 3, 4, 9, 1, 2] { moments.set([key: 7]) }
    #expect(moments.text == "@7 1-5 9 ")
    moments.set([3: 8])
    #expect(moments.text == "@7 1-2 @8 3 @7 4-5 9 ")
    moments.set([3: nil])
    #expect(moments.text == "@7 1-2 4-5 9 ")
    #expect(moments.spanCount == 3)
    moments.forget(beyond: 2)
    #expect(moments[5] == 7)
    #expect(moments[9] == nil)
  }

  @Test(
    "A text that is none of theirs is refused",
    arguments: ["1-5", "@7 5-1", "@7 5 4", "@x 1", "@7 a", "{}", "@7 1-2-3"])
  func refused(text: String) {
    #expect(KeyedMoments(text: text) == nil)
  }
}
