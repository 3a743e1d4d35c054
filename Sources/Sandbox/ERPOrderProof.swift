import Foundation

/// A sales order as it stands in the tables, for proofs. Amounts are in the order's currency.
public struct ERPOrderProof: Sendable, Hashable {
  public struct Line: Sendable, Hashable {
    public var id: Int
    public var externalID: String?
    public var product: String?
    public var name: String
    public var quantity: Decimal
    public var price: Decimal
    public var discount: Decimal
    /// The rates of its taxes, in percent.
    public var rates: [Decimal]
    public var total: Decimal
    public var delivered: Decimal
    public var invoiced: Decimal
  }
  public struct Invoice: Sendable, Hashable {
    public var id: Int
    public var name: String?
    public var type: String
    public var state: String
    public var paymentState: String
    public var untaxed: Decimal
    public var tax: Decimal
    public var total: Decimal
    /// Tax by rate in percent.
    public var taxes: [Decimal: Decimal]
  }

  public var id: Int
  public var name: String
  public var externalIDs: [String]
  public var customerReference: String?
  public var origin: String?
  public var state: String
  public var locked: Bool
  public var partner: Int
  public var partnerExternalID: String?
  public var currency: String
  /// UTC, `yyyy-MM-dd HH:mm:ss`.
  public var date: String
  public var untaxed: Decimal
  public var tax: Decimal
  public var total: Decimal
  /// Tax by rate in percent.
  public var taxes: [Decimal: Decimal]
  public var invoiceStatus: String
  public var lines: [Line]
  public var invoices: [Invoice]
  /// States of its transfers.
  public var transfers: [String]
}
