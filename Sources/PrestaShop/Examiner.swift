import Foundation
import Records
import XMLStream

/// Looks at everything that a connection needs, without writing.
struct Examiner: Sendable {
  let connector: PrestaShopConnector
  /// What the flows in use do besides what every connection does.
  var uses: Set<ShopUse> = []

  /// What the flows read.
  static let read = [
    "addresses", "carriers", "carts", "cart_rules", "categories", "combinations", "configurations", "countries",
    "currencies",
    "customers", "languages", "order_carriers", "order_cart_rules", "order_details", "order_histories",
    "order_payments", "order_slip",
    "order_states", "orders", "products", "shop_groups", "shops", "stock_availables", "taxes", "tax_rule_groups",
    "tax_rules",
  ]
  /// What they write, where a flow towards the shop is used, and with which method.
  static let written = [
    ShopUse("stock_availables", .change), ShopUse("products", .change), ShopUse("order_histories", .create),
    ShopUse("order_carriers", .change),
  ]

  func examine() async -> [Finding] {
    var findings: [Finding] = [https()]
    let root: ShopAnswer
    do { root = try await connector.client.document("") } catch {
      findings.append(Finding(error))
      return findings
    }
    findings.append(
      Finding(
        .ok, "SHOP_REACHED", "The shop answers, and accepts the key.",
        context: ["url": connector.client.configuration.url]))
    findings += version(root)
    findings += rights(root)
    findings += clock(root)
    findings += await shop()
    findings += await zone()
    findings += surroundings()
    return findings
  }

  private func https() -> Finding {
    let url = connector.client.configuration.url
    return url.lowercased().hasPrefix("https://")
      ? Finding(.ok, "SHOP_HTTPS", "The connection is encrypted.")
      : Finding(
        .warning, "SHOP_PLAIN_HTTP", "The connection is not encrypted: the key travels readable.",
        hint: "Use the shop's https address.",
        context: ["url": url])
  }

  private func version(_ root: ShopAnswer) -> [Finding] {
    guard let version = root.version else {
      return [
        Finding(
          .warning, "SHOP_NO_VERSION", "The shop does not tell its version.",
          hint: "A proxy removes the header PSWS-Version: let it through.")
      ]
    }
    let context = ["version": version.description]
    guard version.isKnown else {
      return [
        Finding(
          .warning, "SHOP_VERSION_UNKNOWN", "PrestaShop \(version) has not been tried with this program.",
          hint: "1.6.1, 1.7, 8 and 9 have; read the plan of a run before the first write.", context: context)
      ]
    }
    return [Finding(.ok, "SHOP_VERSION", "PrestaShop \(version).", context: context)]
  }

  /// The root document lists what the key may do.
  private func rights(_ root: ShopAnswer) -> [Finding] {
    let rows = root.elements.first?.children ?? []
    func may(_ resource: String, _ method: String) -> Bool {
      ResourceNames.serverNames(of: resource).contains { name in
        rows.first { $0.name == name }?.attributes[method] == "true"
      }
    }
    var findings: [Finding] = []
    let unread = Set(Self.read + uses.map(\.resource)).sorted().filter { !may($0, "get") }
    findings.append(
      unread.isEmpty
        ? Finding(.ok, "SHOP_KEY_READS", "The key may read all that is needed.")
        : Finding(
          .error, "SHOP_RESOURCE_FORBIDDEN", "The key may not read \(unread.joined(separator: ", ")).",
          hint: "Tick GET for them in the back office: Advanced Parameters > Webservice.",
          context: ["resources": unread.joined(separator: ", "), "method": "GET"]))
    let hasPatch = root.version?.hasPatch ?? false
    // What is read back is read with GET; everything else has a tick of its own.
    let more = uses.subtracting(Self.written).sorted { ($0.resource, "\($0.kind)") < ($1.resource, "\($1.kind)") }
    let missing = (Self.written + more).compactMap { use -> String? in
      let method = use.method(hasPatch: hasPatch)
      return may(use.resource, method) ? nil : "\(method.uppercased()) \(use.resource)"
    }
    findings.append(
      missing.isEmpty
        ? Finding(.ok, "SHOP_KEY_WRITES", "The key may write stock, products, order states and tracking numbers.")
        : Finding(
          .warning, "SHOP_WRITE_FORBIDDEN", "The key may not \(missing.joined(separator: ", ")).",
          hint: "Tick them in the back office (Advanced Parameters > Webservice) if these flows are used.",
          context: ["missing": missing.joined(separator: ", ")]))
    return findings
  }

  private func clock(_ root: ShopAnswer) -> [Finding] {
    guard let theirs = root.serverTime else { return [] }
    let difference = theirs.secondsSince1970 - Instant(Date()).secondsSince1970
    let context = ["seconds": String(difference)]
    return [
      abs(difference) <= 120
        ? Finding(.ok, "SHOP_CLOCK", "The shop's clock agrees with ours.", context: context)
        : Finding(
          .warning, "SHOP_CLOCK",
          "The shop's clock is \(abs(difference)) seconds \(difference > 0 ? "ahead of" : "behind") ours.",
          hint: "Set both by NTP. Nothing is lost meanwhile: only the shop's clock is used for its changes.",
          context: context)
    ]
  }

  private func shop() async -> [Finding] {
    let id = connector.client.configuration.shopID
    do {
      let group = try await FactsReader(client: connector.client).shopGroup()
      return [
        Finding(
          .ok, "SHOP_FOUND", "Shop \(id) exists" + (group.sharesStock ? " and shares its stock with its group." : "."),
          context: ["shop": String(id), "group": String(group.id), "share_stock": String(group.sharesStock)])
      ]
    } catch let fault as Fault {
      return [Finding(fault)]
    } catch { return [] }
  }

  private func zone() async -> [Finding] {
    do {
      let context = try await connector.store.shop()
      let settings = try await connector.store.settings()
      var findings = [
        Finding(
          .ok, "SHOP_TIMEZONE", "The shop's time zone is \(context.zone.identifier).",
          context: ["timezone": context.zone.identifier])
      ]
      if settings["PS_SHOP_ENABLE"] == "0" {
        findings.append(
          Finding(
            .warning, "SHOP_MAINTENANCE", "The shop is in maintenance.",
            hint: "Its customers cannot order. Switch it on in Shop Parameters > General > Maintenance."))
      }
      return findings
    } catch let fault as Fault {
      return [Finding(fault)]
    } catch { return [] }
  }

  /// What was printed around the answers of this examination.
  private func surroundings() -> [Finding] {
    guard let wrapping = connector.client.lastWrapping else {
      return [Finding(.ok, "SHOP_XML_CLEAN", "The shop's answers hold nothing but XML.")]
    }
    return [
      Finding(
        .warning, "SHOP_XML_SURROUNDED", "The shop prints something around its XML. The answers are used all the same.",
        hint: "Switch off display_errors in the shop, or the module that the text names.",
        context: ["text": wrapping.description])
    ]
  }
}
