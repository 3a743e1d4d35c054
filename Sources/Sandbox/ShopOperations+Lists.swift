extension SimulatedShop {
  /// Sets lists of a row as a person in the back office does: each item as its members, in the order of the webservice's
  /// ("product_features": [["7", "31"]]).
  public func setLists(_ resource: String, _ id: Int, _ lists: [String: [[String]]]) {
    change { $0.update(resource, id, ["date_upd": $0.localNow], lists: lists) }
  }
}
