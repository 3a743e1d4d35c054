import Mapping
import Records
import Testing

@testable import Engine

@Suite("Which questions for changes are shared")
struct SharedFeedsTests {
  private let notes = ResourceName(system: "left", resource: "notes")

  private func feeds(_ flows: [String] = [], editing edits: [String: (String, String)] = [:]) throws -> SharedFeeds {
    var mappings = FeedBench.mappings
    for (name, edit) in edits { mappings[name] = mappings[name]?.replacing(edit.0, with: edit.1) }
    let all = try FeedBench.load(mappings).mappings
    return SharedFeeds(flows.isEmpty ? all : all.filter { flows.contains($0.name) })
  }

  @Test("What two flows watch is shared, as their source or as what touches it; what one watches is its own affair")
  func watched() throws {
    let feeds = try feeds()
    #expect(feeds.areShared(notes))
    #expect(!feeds.areShared(ResourceName(system: "left", resource: "boxes")))
    #expect(!feeds.areShared(ResourceName(system: "right", resource: "notes")))
    #expect(try self.feeds(["boxes", "cards"]).areShared(notes))
    #expect(try !self.feeds(["cards"]).areShared(notes), "the other flows are not in this run")
  }

  @Test("A flow that runs only when needed, or from some day on, does not watch for others")
  func apart() throws {
    let whenNeeded = ("from: left/notes", "from: left/notes\nrun: when needed")
    #expect(try !feeds(["cards", "copies"], editing: ["copies": whenNeeded]).areShared(notes))
    let since = ("from: left/notes", "from: left/notes\nsince: id >= 5")
    #expect(try !feeds(["cards", "copies"], editing: ["copies": since]).areShared(notes))
  }

  @Test("The question is for keys, moments and what touching flows follow, archived records included")
  func question() throws {
    let query = try #require(try feeds().query(notes, since: "7"))
    #expect(query == ChangeQuery(resource: "notes", since: "7", fields: ["box"], includesArchived: true))
    #expect(try feeds(["cards", "copies"]).query(notes, since: "7")?.fields == [])
    #expect(try feeds(["cards"]).query(notes, since: "7") == nil)
    #expect(try feeds().query(notes, since: "")?.since == nil, "where there was nothing yet, all is new")
  }

  @Test("The same question is answered again, another one is not; a long answer is known as such")
  func answers() throws {
    var feeds = try feeds()
    let (asked, other) = (
      try #require(feeds.query(notes, since: "7")), try #require(feeds.query(notes, since: "8"))
    )
    #expect(feeds.answer("left", to: asked) == nil)
    feeds.note(Page(records: [], cursor: "9", isComplete: false), of: "left", to: asked)
    #expect(feeds.answer("left", to: asked)??.cursor == "9")
    #expect(feeds.answer("left", to: other) == nil)
    #expect(feeds.answer("right", to: asked) == nil)
    feeds.note(nil, of: "left", to: other)
    let long = try #require(feeds.answer("left", to: other))
    #expect(long == nil)
  }

  @Test("What the run changes in a system ends what that system has answered, and no other's answers")
  func forgotten() throws {
    var feeds = try feeds()
    let asked = try #require(feeds.query(notes, since: "7"))
    feeds.note(Page(records: [], cursor: nil, isComplete: false), of: "left", to: asked)
    feeds.forget("right")
    #expect(feeds.answer("left", to: asked) != nil)
    feeds.forget("left")
    #expect(feeds.answer("left", to: asked) == nil)
  }
}
