import Foundation
import Records
import Testing

@Suite("What a resource can do")
struct ResourceSchemaTests {
  @Test("A feed that was described before anybody asked whether it is exact is taken for exact; what is said is kept")
  func exactness() throws {
    let old = #"{"watermark": "changed", "overlap": 300}"#
    let feed = try JSONDecoder().decode(ResourceSchema.ChangeFeed.self, from: Data(old.utf8))
    #expect(feed == ResourceSchema.ChangeFeed(watermark: "changed", overlap: 300, isExact: true))
    let inexact = ResourceSchema.ChangeFeed(watermark: "changed", overlap: 300, isExact: false)
    let again = try JSONDecoder().decode(ResourceSchema.ChangeFeed.self, from: JSONEncoder().encode(inexact))
    #expect(again == inexact)
  }

  @Test(
    "A system that was described before anybody asked how it compares texts is taken to compare them exactly; what is said is kept"
  )
  func folding() throws {
    let old = #"{"system": "left", "version": "1", "resources": {}, "facts": {}}"#
    let schema = try JSONDecoder().decode(SystemSchema.self, from: Data(old.utf8))
    #expect(schema == SystemSchema(system: "left", version: "1", resources: [:]))
    let folding = SystemSchema(system: "left", version: "1", resources: [:], foldsTexts: true)
    #expect(try JSONDecoder().decode(SystemSchema.self, from: JSONEncoder().encode(folding)) == folding)
  }
}
