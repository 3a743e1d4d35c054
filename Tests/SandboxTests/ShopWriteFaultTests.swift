import Records
import Testing

@testable import Sandbox

@Suite("Writes to a shop that misbehaves")
struct ShopWriteFaultTests {
  private struct Scene {
    let shop: SimulatedShop
    let desk: ShopDesk

    init(_ fault: ShopFault, method: String) throws {
      shop = try SimulatedShop()
      desk = ShopDesk(shop)
      for number in 1...3 { shop.addProduct(reference: "R-\(number)", name: "R", price: 1, quantity: 5) }
      shop.misbehave(ShopFaultRule(fault, method: method, path: "/stock_availables"))
    }

    var quantities: [Int?] { (1...3).map { shop.stock(product: $0) } }

    func write(_ method: String) -> ShopDesk.Reply {
      let rows = (1...3).map { id in
        "<s><id>\(id)</id><id_product>\(id)</id_product><id_product_attribute>0</id_product_attribute><id_shop>1</id_shop>"
          + "<quantity>9</quantity><depends_on_stock>0</depends_on_stock><out_of_stock>2</out_of_stock></s>"
      }
      return desk.write(method, "stock_availables", rows.joined())
    }
  }

  @Test("PHP ends after the first rows of a body: those are saved and nothing says so", arguments: ["PUT", "PATCH"])
  func endsInTheMiddle(_ method: String) throws {
    let scene = try Scene(.crashesAfterSaving(2), method: method)
    let reply = scene.write(method)
    #expect(reply.status == 500)
    #expect(reply.body.isEmpty)
    #expect(scene.quantities == [9, 9, 5])
    #expect(scene.write(method).status == 200)
    #expect(scene.quantities == [9, 9, 9])
  }

  @Test("A page comes instead of the answer, and all of it was saved", arguments: ["PUT", "PATCH"])
  func pageInstead(_ method: String) throws {
    let scene = try Scene(.answersInstead(status: 502, body: "<html><body>Bad gateway"), method: method)
    let reply = scene.write(method)
    #expect(reply.status == 502)
    #expect(reply.document == nil)
    #expect(scene.quantities == [9, 9, 9])
  }

  @Test("The login page instead of the work: nothing was saved")
  func loginPage() throws {
    let scene = try Scene(.loginPage, method: "PUT")
    #expect(scene.write("PUT").status == 200)
    #expect(scene.quantities == [5, 5, 5])
  }

  @Test("A creation that was cut in the middle leaves the first rows behind")
  func postInTheMiddle() throws {
    let shop = try SimulatedShop()
    shop.misbehave(ShopFaultRule(.crashesAfterSaving(1), method: "POST", path: "/products"))
    let product = "<product><price>1</price><reference>A</reference></product>"
    #expect(ShopDesk(shop).write("POST", "products", product + product).status == 500)
    #expect(shop.count("products") == 1)
  }
}
