/// A search domain: Odoo's prefix notation, read once and matched against many records.
indirect enum ERPDomain {
  case always
  case never
  case leaf(ERPLeaf)
  case all([ERPDomain])
  case any([ERPDomain])
  case not(ERPDomain)

  /// Reads `['|', (…), (…), …]`; leaves that stand side by side are all demanded.
  static func parse(_ value: RPCValue) throws(RPCFailure) -> ERPDomain {
    guard let terms = value.list else {
      if !value.isTrue { return .always }
      throw RPCFailure.value("Domain is not a list: \(value.pythonic)")
    }
    var position = 0
    var parts: [ERPDomain] = []
    while position < terms.count { parts.append(try term(terms, &position, in: value)) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private static func term(
    _ terms: [RPCValue], _ position: inout Int, in domain: RPCValue
  ) throws(RPCFailure) -> ERPDomain {
    guard position < terms.count else {
      throw RPCFailure.value("Domain \(domain.pythonic) is syntactically not correct")
    }
    let term = terms[position]
    position += 1
    switch term {
    case "!": return .not(try self.term(terms, &position, in: domain))
    case "&", "|":
      let left = try self.term(terms, &position, in: domain)
      let right = try self.term(terms, &position, in: domain)
      return term == "&" ? .all([left, right]) : .any([left, right])
    case .list(let parts) where parts.count == 3:
      if parts[0].integer != nil { return parts[0] == parts[2] ? .always : .never }
      return .leaf(try ERPLeaf(parts))
    default: throw RPCFailure.value("Domain \(domain.pythonic) is syntactically not correct")
    }
  }
}
