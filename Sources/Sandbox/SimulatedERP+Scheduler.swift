extension SimulatedERP {
  /// What the scheduler does at night: every open transfer reserves what has become free, the oldest first.
  public func reserveOpenTransfers() {
    _ = work { database, _ throws(RPCFailure) in
      for transfer in database.table("stock.picking").ids
      where ["confirmed", "assigned"].contains(database.text("stock.picking", transfer, "state") ?? "") {
        database.assign(transfer)
      }
    }
  }
}
