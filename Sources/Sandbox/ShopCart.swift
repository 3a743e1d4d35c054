/// What a customer orders.
public struct ShopCart: Sendable {
  public struct Row: Sendable {
    public var product: Int
    public var combination: Int
    public var quantity: Int
    /// A unit price that the customer gets whatever the catalogue says, in the cart's currency.
    public var unit: ShopAmount?
    /// The carrier of this row when it is not the cart's: each carrier becomes an order of its own.
    public var carrier: Int?

    public init(_ product: Int, combination: Int = 0, quantity: Int = 1, unit: ShopAmount? = nil, carrier: Int? = nil) {
      self.product = product
      self.combination = combination
      self.quantity = quantity
      self.unit = unit
      self.carrier = carrier
    }
  }

  public var customer: Int
  public var deliveryAddress: Int
  public var invoiceAddress: Int
  public var rows: [Row]
  public var carrier: Int
  /// 1 is the euro, 2 the dollar.
  public var currency: Int
  public var language: Int
  /// Ids of cart rules, in the order in which they apply.
  public var vouchers: [Int]
  public var isGift: Bool
  public var giftMessage: String
  /// What is shown as the means of payment, and the module behind it.
  public var payment: String
  public var module: String
  /// The state that the order begins in; 10 waits for a transfer, 2 is paid.
  public var state: Int
  public var shop: Int

  public init(
    customer: Int, address: Int, invoiceAddress: Int? = nil, rows: [Row], carrier: Int = 2, currency: Int = 1,
    language: Int = 2,
    vouchers: [Int] = [], isGift: Bool = false, giftMessage: String = "", payment: String = "Virement bancaire",
    module: String = "ps_wirepayment", state: Int = 10, shop: Int = 1
  ) {
    self.customer = customer
    deliveryAddress = address
    self.invoiceAddress = invoiceAddress ?? address
    self.rows = rows
    self.carrier = carrier
    self.currency = currency
    self.language = language
    self.vouchers = vouchers
    self.isGift = isGift
    self.giftMessage = giftMessage
    self.payment = payment
    self.module = module
    self.state = state
    self.shop = shop
  }
}
