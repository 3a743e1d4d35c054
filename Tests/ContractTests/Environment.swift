import Foundation

/// Which real servers the suite is to be run against. What is not named is simulated.
///
/// | variable | what it holds |
/// |---|---|
/// | `PASSERELLE_TEST_SHOP_URL`, `_SHOP_KEY` | a shop's address and a webservice key with all rights |
/// | `PASSERELLE_TEST_SHOP_MAILS` | a folder with one file a message that the shop sent; without it mails are not counted |
/// | `PASSERELLE_TEST_ERP_URL`, `_ERP_DB`, `_ERP_LOGIN`, `_ERP_KEY` | a database and its technical user |
/// | `PASSERELLE_TEST_ERP_PROTOCOL` | `json-rpc` or `json-2`; without it the connector chooses |
///
/// Both sides must sell the articles `PSR-REAL-01` to `PSR-REAL-20` (of which 05 and 12 only as combinations, `-S`, `-M`
/// and `-L`), and the shop must hold an order. Nothing else of a shop is changed, and what is changed is put back.
enum Environment {
  static subscript(_ name: String) -> String? {
    let value = ProcessInfo.processInfo.environment["PASSERELLE_TEST_" + name] ?? ""
    return value.isEmpty ? nil : value
  }
}
