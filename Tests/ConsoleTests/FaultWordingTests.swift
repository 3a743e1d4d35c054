import Records
import Testing

@testable import Console

@Suite("What an operator reads of a fault")
struct FaultWordingTests {
  @Test("Amounts have two decimals, after a comma in French")
  func amounts() {
    #expect(Samples.totalDiffers.cause(.english).contains("paid 59.90, but Odoo computes 59.80 (difference 0.10"))
    #expect(Samples.totalDiffers.cause(.french).contains("payé 59,90, mais Odoo calcule 59,80 (écart 0,10"))
  }

  @Test("A difference keeps every decimal it has, and its sign")
  func exactAmounts() {
    #expect(Language.english.amount(Samples.decimal("-0.054321")) == "-0.054321")
    #expect(Language.french.amount(Samples.decimal("1200")) == "1200,00")
  }

  @Test(
    "Records are called by what they are",
    arguments: [
      ("variants", "12,3", "product 12, combination 3", "le produit 12, déclinaison 3"),
      ("variants", "12,0", "product 12", "le produit 12"),
      ("orders", "1234", "order 1234", "la commande 1234"),
      ("addresses", "5", "address 5", "l'adresse 5"),
      ("sale.order", "17", "sales order 17", "la commande Odoo 17"),
      ("x_module", "4", "x_module 4", "x_module 4"),
    ])
  func recordNames(resource: String, key: String, english: String, french: String) {
    #expect(RecordName(resource, key).text(.english) == english)
    #expect(RecordName(resource, key).text(.french) == french)
  }

  @Test("A French article is joined with the word before it")
  func articles() {
    let fault = Fault(
      .record, "CONFLICT", "", context: ["record": "customers 4", "field": "name", "current": "A", "wanted": "null"])
    #expect(
      fault.cause(.french)
        == "Le champ name du client 4 a été modifié des deux côtés : A dans Odoo, rien dans la boutique.")
  }

  @Test("A sentence that starts with a record starts with a capital")
  func capitals() {
    let fault = Fault(.record, "CHANGE_BARRED", "", context: ["record": "orders 4"])
    #expect(fault.cause(.english).hasPrefix("Order 4 was changed in the shop, but its document in Odoo"))
  }

  @Test("A record of the ERP comes from Odoo and goes to the shop")
  func sides() {
    let fault = Fault(.record, "NO_MATCH", "", context: ["record": "product.template 4"])
    #expect(fault.cause(.english) == "Nothing in the shop matches product 4.")
    #expect(fault.cause(.french) == "Rien dans la boutique ne correspond à l'article 4.")
  }

  @Test("A fault that lacks what its text speaks of shows its own message and hint")
  func fallBack() {
    let fault = Fault(.record, "KEY_TAKEN", "The key is taken.", hint: "Look at it.")
    #expect(fault.cause(.french) == "The key is taken.")
    #expect(fault.remedy(.french) == "Look at it.")
  }

  @Test("A code of a mapping file's own shows the mapping's message")
  func ownCodes() {
    let fault = Fault(.record, "TOO_HEAVY", "The mapping stops this record: TOO_HEAVY.")
    #expect(fault.cause(.french) == "The mapping stops this record: TOO_HEAVY.")
  }

  @Test("A gap in a table says what that table is about")
  func tables() {
    let gap = Fault(
      .record, "TABLE_GAP", "The table sale_taxes has no tax for 8.5.", context: ["table": "sale_taxes", "key": "8.5"])
    #expect(gap.cause(.english) == "Odoo has no sale tax of 8.5 % with “Included in Price”.")
    let other = Fault(
      .record, "TABLE_GAP", "…", context: ["table": "warehouses", "key": "3", "searched": "stock.warehouse"])
    #expect(
      other.cause(.french)
        == "La table « warehouses » ne dit pas à quoi correspond 3 dans Odoo ; cherché : stock.warehouse.")
  }

  @Test("What the other system said itself is passed on")
  func said() {
    let fault = Fault(
      .record, "ERP_REFUSED", "Odoo refused: Invalid VAT: FR123",
      context: ["record": "customers 4", "model": "res.partner"])
    #expect(fault.cause(.french) == "Odoo refuse le client 4 : Invalid VAT: FR123")
  }

  @Test("A key that the shop refuses because its webservice is off names the switch")
  func cases() {
    let fault = Fault(.configuration, "SHOP_KEY_REFUSED", "…", context: ["status": "401", "codes": "22"])
    #expect(fault.cause(.english) == "PrestaShop's webservice is switched off.")
    #expect(fault.remedy(.french).contains("« Activer le webservice de PrestaShop »"))
  }
}
