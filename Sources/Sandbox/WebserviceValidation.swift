import Foundation
import Records

/// The checks of ObjectModel::validateFields, with the messages of a French shop.
enum WebserviceValidation {
  /// Throws 84 (a translated field) or 85: first the translated ones, as the shop does.
  static func check(_ row: ShopRow, _ resource: WebserviceResource, _ state: ShopState) throws(WebserviceStop) {
    let name = resource.className + state.version.arrow
    for (field, cell) in zip(resource.fields, row.cells) {
      guard case .texts(let texts) = cell else { continue }
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
    if text.isEmpty {
      guard field.required, !isTranslated else { return nil }
      return isEnglish ? "Property \(property) is empty" : "La propriété \(property) est vide."
    }
    if let size = field.maxSize, text.count > size {
      return isEnglish
        ? "Property \(property) length (\(text.count)) must be between 0 and \(size)"
        : "La longueur du champ \(property) est actuellement \(text.count) caractères. Il doit être entre 0 et \(size) caractères."
    }
    if field.name == "quantity", field.format == "isInt", Int(text) == nil, !isEnglish {
      return
        "La longueur de la propriété \(property) est actuellement 0. Elle doit être située entre -2147483648 et 2147483647."
    }
    return isValid(text, field.format) ? nil : invalid
  }

  static func isValid(_ text: String, _ format: String) -> Bool {
    switch format {
    case "isUnsignedId", "isNullOrUnsignedId", "isUnsignedInt", "isPositiveInt", "isReinjectedQuantity":
      Int(text).map { $0 >= 0 } ?? false
    case "isInt": Int(text) != nil
    case "isBool": ["0", "1", "true", "false"].contains(text)
    case "isPrice", "isUnsignedFloat": Decimal(exactly: text).map { $0 >= 0 } ?? false
    case "isNegativePrice", "isFloat", "isPercentage": Decimal(exactly: text) != nil
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
    case "isCleanHtml": !text.lowercased().contains("<script")
    default: true
    }
  }

  private static let digits = "0123456789"
  private static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

  private static func consists(_ text: String, of characters: String, atMost count: Int) -> Bool {
    text.count <= count && text.allSatisfy { characters.contains($0) }
  }

  private static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !text.contains { " <>,;".contains($0) }
  }

  private static func isDate(_ text: String) -> Bool {
    let day = text.prefix(10)
    return day.count == 10 && day.allSatisfy { $0.isNumber || $0 == "-" } && (text.count == 10 || text.count == 19)
  }
}
