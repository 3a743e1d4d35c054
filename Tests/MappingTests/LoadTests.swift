import Foundation
import Records
import Testing

@testable import Mapping

@Suite struct LoadTests {
  @Test("The shipped files load, what is needed before what needs it")
  func shippedFilesLoad() throws {
    let set = try Shipped.set()
    let names = set.mappings.map(\.name)
    let orders = try #require(set["orders"])
    for need in orders.needs { #expect(try #require(names.firstIndex(of: need.mapping)) < (try #require(names.firstIndex(of: "orders")))) }
    print("S", orders.sourceFields)
    for r in orders.reads { print("R", r.name, r.fields) }
    print("T", orders.targetFields)
    for n in ["customers", "addresses", "variants"] { print("M", set[n]!.sourceFields, set[n]!.targetFields) }
  }
}
