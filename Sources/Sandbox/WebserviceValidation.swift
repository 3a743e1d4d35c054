import Foundation
import Records

/// The checks of ObjectModel::validateFields, with the messages of a French shop.
enum WebserviceValidation {
  /// Throws 84 (a translated field) or 85: first the translated ones, as the shop does.
  static func check(_ row: ShopRow, _ resource: WebserviceResource, _ state: ShopState) throws(WebserviceStop) {
    let name = resource.className + state.version.arrow
    for (field, cell) in zip(resource.fields, row.cells) {
      guard case .texts(let texts) = cell else { continue }
      for text in texts {
        if let fault = fault(text, field, property: "\(name)\(field.name)", isTranslated: true) {
          throw .error(400, 84, "Validation error: \"\(fault)\"")
        }
      }
    }
    for (field, cell) in zip(resource.fields, row.cells) {
      guard case .text(let text) = cell else { continue }
      if let fault = fault(text, field, property: "\(name)\(field.name)", isTranslated: false) {
        throw .error(400, 85, "Validation error: \"\(fault)\"")
      }
    }
  }

  private static func fault(_ text: String, _ field: WebserviceField, property: String, isTranslated: Bool) -> String? {
    if text.isEmpty { return field.required && !isTranslated ? "La propriété \(property) est vide." : nil }
    if let size = field.maxSize, text.count > size {
      return
        "La longueur du champ \(property) est actuellement \(text.count) caractères. Il doit être entre 0 et \(size) caractères."
    }
    return isValid(text, field.format) ? nil : "La propriété \(property) n'est pas valide."
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
    case "isTrackingNumber": consists(text, of: letters + digits + "~:#,%&_=()[].? +-@/", atMost: 64)
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
