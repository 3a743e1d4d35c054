import Records
import Testing

@testable import PrestaShop

@Suite("A connection's settings")
struct ConfigurationTests {
  @Test(
    "The webservice's address follows from the shop's, however it is written",
    arguments: [
      ("https://shop.test", "https://shop.test/api"), ("https://shop.test/", "https://shop.test/api"),
      ("https://shop.test/api", "https://shop.test/api"), ("https://shop.test/fr/api/", "https://shop.test/fr/api"),
      ("http://127.0.0.1:8001/b//", "http://127.0.0.1:8001/b/api"),
    ])
  func address(url: String, api: String) {
    #expect(PrestaShopConfiguration(url: url, key: "k", shopID: 1).apiURL == api)
  }

  @Test(
    "Settings that cannot work are refused before any request",
    arguments: [
      PrestaShopConfiguration(url: "shop.test", key: "k", shopID: 1),
      PrestaShopConfiguration(url: "ftp://shop.test", key: "k", shopID: 1),
      PrestaShopConfiguration(url: "https://key@shop.test", key: "k", shopID: 1),
      PrestaShopConfiguration(url: "https://shop.test?ws_key=1", key: "k", shopID: 1),
      PrestaShopConfiguration(url: "https://shop.test", key: "", shopID: 1),
      PrestaShopConfiguration(url: "https://shop.test", key: "k", shopID: 0),
    ])
  func refused(configuration: PrestaShopConfiguration) {
    #expect { try configuration.check() } throws: { ($0 as? Fault)?.code == "SHOP_SETTINGS" }
  }

  @Test("A connection that is printed does not show its key")
  func secret() {
    let configuration = PrestaShopConfiguration(url: "https://shop.test", key: "SECRETKEY", shopID: 1)
    var dumped = ""
    dump(configuration, to: &dumped)
    for text in ["\(configuration)", String(reflecting: configuration), dumped] { #expect(!text.contains("SECRETKEY")) }
  }
}
