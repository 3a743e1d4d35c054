import Foundation
import Records
import Testing

@testable import Mapping

@Suite struct LoadTests {
  @Test("The shipped files load")
  func shippedFilesLoad() throws {
    let set = try Shipped.set()
    #expect(set.mappings.map(\.name) == ["customers", "addresses", "variants", "orders"])
    #expect(set["orders"]?.sourceFields.contains("total_paid_tax_incl") == true)
    print(set["orders"]!.sourceFields, set["orders"]!.targetFields, set["orders"]!.version)
  }
}
