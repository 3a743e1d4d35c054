import Records
import Testing

@testable import Odoo

@Suite("Documents become the rows of one load")
struct LoadMatrixTests {
  func order(_ number: Int, lines: Int) -> LoadDocument {
    LoadDocument(
      externalID: "passerelle.shop-order-\(number)", cells: ["partner_id/.id": "7", "client_order_ref": "R\(number)"],
      rows: [
        "order_line": (0..<lines).map {
          LoadDocument.Row(
            externalID: "passerelle.shop-order-\(number)-row-\($0)",
            cells: ["product_id/.id": "\($0)", "tax_id/.id": "41,42"])
        }
      ])
  }

  func next(_ queue: inout LoadQueue) -> [Int]? { queue.next() }

  @Test("The second line of an order leaves the order's columns empty")
  func following() {
    let matrix = LoadMatrix([order(1, lines: 2), order(2, lines: 1)])
    #expect(
      matrix.fields == [
        "id", "client_order_ref", "partner_id/.id", "order_line/id", "order_line/product_id/.id",
        "order_line/tax_id/.id",
      ])
    #expect(
      matrix.data == [
        ["passerelle.shop-order-1", "R1", "7", "passerelle.shop-order-1-row-0", "0", "41,42"],
        ["", "", "", "passerelle.shop-order-1-row-1", "1", "41,42"],
        ["passerelle.shop-order-2", "R2", "7", "passerelle.shop-order-2-row-0", "0", "41,42"],
      ])
    #expect(matrix.ranges == [0..<2, 2..<3])
    #expect(matrix.document(atRow: 1) == 0)
  }

  @Test("A document without rows takes one row")
  func alone() {
    let matrix = LoadMatrix([LoadDocument(externalID: "passerelle.x", cells: ["name": "N"])])
    #expect(matrix.fields == ["id", "name"])
    #expect(matrix.data == [["passerelle.x", "N"]])
  }

  @Test("A document that lacks a column never travels beside one that has it: an empty cell would say \"nothing\"")
  func shapes() {
    var other = order(3, lines: 1)
    other.cells["carrier_id/.id"] = "4"
    var queue = LoadQueue([order(1, lines: 1), other, order(2, lines: 1)])
    #expect(next(&queue) == [0, 2])
    #expect(next(&queue) == [1])
    #expect(next(&queue) == nil)
  }

  @Test("Batches are cut by rows, and a document longer than a batch travels alone")
  func rows() {
    var queue = LoadQueue(
      [order(1, lines: 4), order(2, lines: 4), order(3, lines: 30), order(4, lines: 1)], rowLimit: 10)
    #expect(next(&queue) == [0, 1])
    #expect(next(&queue) == [2])
    #expect(next(&queue) == [3])
  }

  @Test("A batch is halved down to single documents")
  func halves() {
    var queue = LoadQueue([order(1, lines: 1), order(2, lines: 1), order(3, lines: 1)])
    let all = queue.next() ?? []
    let isHalved = queue.halve(all)
    #expect(isHalved)
    #expect(next(&queue) == [0])
    #expect(next(&queue) == [1, 2])
    let isHalvedAgain = queue.halve([1])
    #expect(!isHalvedAgain)
  }
}
