import Foundation
import Records

/// The checks of ObjectModel::validateFields, with the messages of a French shop.
enum WebserviceValidation {
  /// Throws 84 (a translated field) or 85: first the translated ones, as the shop does.
  static func check(_ row: ShopRow, _ resource: WebserviceResource, _ state: ShopState) throws(WebserviceStop) {
    let name = resource.className + state.version.arrow
    for (field, cell) in zip(resource.fields, row.cells) {
      guard case .texts(let texts) = cell else { continue }
      let own = state.defaultLanguagePosition.map { $0 < texts.count ? texts[$0] : "" } ?? ""
      if field.required, own.isEmpty,
        !(state.version == .v16 && field.name == "link_rewrite" && resource.name == "products")
      {
        throw .error(400, 84, "Validation error: \"\(empty("\(name)\(field.name)", state.version))\"")
      }
      // In 1.6 nothing makes a product's address of its name: one without it is refused.
      if state.version == .v16, field.name == "link_rewrite", field.required, texts.allSatisfy(\.isEmpty) {
        throw .error(400, 84, "Validation error: \"Property \(name)link_rewrite is not valid\"")
      }
      for text in texts {
        if let fault = fault(text, field, property: "\(name)\(field.name)", isTranslated: true, state.version) {
          throw .error(400, 84, "Validation error: \"\(fault)\"")
        }
      }
    }
    for (field, cell) in zip(resource.fields, row.cells) {
      guard case .text(let text) = cell else { continue }
      if let fault = fault(text, field, property: "\(name)\(field.name)", isTranslated: false, state.version) {
        throw .error(400, 85, "Validation error: \"\(fault)\"")
      }
    }
  }

  private static func fault(
    _ text: String, _ field: WebserviceField, property: String, isTranslated: Bool, _ version: ShopVersion
  ) -> String? {
    let isEnglish = version.validatesInEnglish
    let invalid = isEnglish ? "Property \(property) is not valid" : "La propriété \(property) n'est pas valide."
    if text.isEmpty { return field.required && !isTranslated ? empty(property, version) : nil }
    if let size = field.name == "description_short" ? 800 : field.maxSize, text.count > size {
      return isEnglish
        ? "Property \(property) length (\(text.count)) must be between 0 and \(size)"
        : "La longueur du champ \(property) est actuellement \(text.count) caractères. Il doit être entre 0 et \(size) caractères."
    }
    if field.name == "quantity", field.format == "isInt", Int(text) == nil, !isEnglish {
      return
        "La longueur de la propriété \(property) est actuellement 0. Elle doit être située entre -2147483648 et 2147483647."
    }
    if let words = words[field.name], !words.contains(text) { return invalid }
    return isValid(text, field.format) ? nil : invalid
  }

  private static func empty(_ property: String, _ version: ShopVersion) -> String {
    version.validatesInEnglish ? "Property \(property) is empty" : "La propriété \(property) est vide."
  }

  /// The columns that only take one of a few words.
  private static let words: [String: Set<String>] = [
    "condition": ["new", "used", "refurbished"], "visibility": ["both", "catalog", "search", "none"],
    "product_type": ["standard", "pack", "virtual", "combinations"],
  ]

  static func isValid(_ text: String, _ format: String) -> Bool {
    switch format {
    case "isUnsignedId", "isNullOrUnsignedId", "isUnsignedInt", "isPositiveInt", "isReinjectedQuantity":
      Int(text).map { $0 >= 0 } ?? false
    case "isInt": Int(text) != nil
    case "isBool": ["0", "1", "true", "false"].contains(text)
    case "isPrice": isPrice(text)
    case "isNegativePrice": isPrice(text.hasPrefix("-") ? text.dropFirst() : text[...])
    case "isUnsignedFloat": Decimal(exactly: text).map { $0 >= 0 } ?? false
    case "isFloat", "isPercentage": Decimal(exactly: text) != nil
    case "isReductionType": ["amount", "percentage"].contains(text)
    case "isIsbn": consists(text, of: digits + "-", atMost: 32)
    case "isEan13": consists(text, of: digits, atMost: 13)
    case "isGtin": consists(text, of: digits, atMost: 14)
    case "isUpc": consists(text, of: digits, atMost: 12)
    case "isEmail": isEmail(text)
    case "isCatalogName": !text.contains { "<>;=#{}".contains($0) }
    case "isGenericName": !text.contains { "<>={}".contains($0) }
    case "isReference": !text.contains { "<>;={}".contains($0) }
    case "isName", "isCustomerName": !text.contains { "0123456789!<>,;?=+()@#\"°{}_$%:¤|".contains($0) }
    case "isAddress", "isCityName": !text.contains { "!<>?=+@{}_$%".contains($0) }
    case "isPhoneNumber": consists(text, of: digits + "+ ().-", atMost: 64)
    case "isPostCode": consists(text, of: letters + digits + " -", atMost: 12)
    case "isLinkRewrite": consists(text, of: letters + digits + "_-", atMost: 128)
    case "isTrackingNumber": consists(text, of: letters + digits + "~:#,%&_=()[].? +-@/", atMost: .max)
    case "isModuleName": consists(text, of: letters + digits + "_-", atMost: 255)
    case "isMd5": text.count == 32 && consists(text, of: digits + "abcdefABCDEF", atMost: 32)
    case "isDate", "isDateOrNull", "isDateFormat", "isBirthDate": isDate(text)
    case "isProductVisibility": ["both", "catalog", "search", "none"].contains(text)
    case "isMessage": !text.contains { "<>{}".contains($0) }
    case "isCleanHtml": isCleanHTML(text)
    default: true
    }
  }

  private static let digits = "0123456789"
  private static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

  private static func consists(_ text: String, of characters: String, atMost count: Int) -> Bool {
    text.count <= count && text.allSatisfy { characters.contains($0) }
  }

  /// Digits with at most nine decimals: no sign, no exponent.
  private static func isPrice(_ text: some StringProtocol) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, (1...10).contains(parts[0].count) else { return false }
    return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { digits.contains($0) } }
      && (parts.count == 1 || parts[1].count <= 9)
  }

  /// Nothing that a browser would run or send.
  private static func isCleanHTML(_ text: String) -> Bool {
    let text = text.lowercased()
    guard !["<script", "<iframe", "<form", "<input", "<embed", "<object"].contains(where: text.contains) else {
      return false
    }
    return !["onclick", "onload", "onerror", "onmouseover", "onfocus", "onchange", "onsubmit"].contains {
      text.contains(" \($0)=")
    }
  }

  private static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !text.contains { " <>,;".contains($0) }
  }

  private static func isDate(_ text: String) -> Bool {
    let day = text.prefix(10)
    guard day.count == 10, text.count == 10 || text.count == 19 else { return false }
    let parts = day.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    return parts.count == 3 && numbers.count == 3 && (0...12).contains(numbers[1]) && (0...31).contains(numbers[2])
  }
}
