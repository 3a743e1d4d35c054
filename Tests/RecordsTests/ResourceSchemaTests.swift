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
}
