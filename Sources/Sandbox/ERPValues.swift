import Foundation
import OrderedCollections
import Records

/// Values of the operations, in the forms that the tables hold.
enum ERPValues {
  static func cells(_ values: [String: Value], _ model: ERPModel?) -> RPCMap {
    let cells = values.sorted { $0.key < $1.key }.map { name, value -> (String, RPCValue) in
      let kind = model?.fields[name]?.kind
      if kind == .many2many, let list = value.list { return (name, [[6, 0, .ids(list.compactMap(\.integer))]]) }
      return (name, cell(value))
    }
    return RPCMap(cells, uniquingKeysWith: { $1 })
  }

  static func cell(_ value: Value) -> RPCValue {
    switch value {
    case .null: .no
    case .bool(let flag): .bool(flag)
    case .integer(let number): .integer(number)
    case .decimal(let number): .decimal(number)
    case .text(let text): .text(text)
    case .instant(let instant): .text(instant.description)
    case .list(let list): .list(list.map(cell))
    case .map(let map):
      .map(RPCMap(map.sorted { $0.key < $1.key }.map { ($0.key, cell($0.value)) }, uniquingKeysWith: { $1 }))
    }
  }

  /// A cell as a proof shows it: what is empty is null.
  static func value(_ cell: RPCValue) -> Value {
    switch cell {
    case .null, .bool(false): .null
    case .bool: true
    case .integer(let number): .integer(number)
    case .decimal(let number): .decimal(number)
    case .text(let text), .verbatim(let text): .text(text)
    case .list(let list): .list(list.map(value))
    case .map(let map): .map(Dictionary(uniqueKeysWithValues: map.map { ($0.key, value($0.value)) }))
    }
  }
}
