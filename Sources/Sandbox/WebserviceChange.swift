import XMLStream

/// What is being saved, for the rules of single resources.
struct WebserviceChange {
  let method: ShopKey.Method
  let call: WebserviceCall
  /// The row as it was; nil for a new one.
  let before: ShopRow?
  let sent: XMLElement

  var sendsMail: Bool { !["", "0"].contains(call.request.parameter("sendemail") ?? "") }

  func wasSent(_ field: String) -> Bool { sent.child(field) != nil }
}
