import Foundation

/// Entities as the webservice's JSON (`output_format=JSON`): ids are numbers, everything else is text, an empty list is
/// `[]`.
struct WebserviceJSONRenderer {
  let resource: WebserviceResource

  func document(_ views: [WebserviceView], isList: Bool) -> [UInt8] {
    if views.isEmpty { return Array("[]".utf8) }
    let entities = views.map(entity)
    let text =
      isList
      ? "{\(quoted(resource.list)):[\(entities.joined(separator: ","))]}"
      : "{\(quoted(resource.entity)):\(entities[0])}"
    return Array(text.utf8)
  }

  func minimum(_ ids: [Int]) -> [UInt8] {
    if ids.isEmpty { return Array("[]".utf8) }
    return Array("{\(quoted(resource.list)):[\(ids.map { "{\"id\":\($0)}" }.joined(separator: ","))]}".utf8)
  }

  static func errors(_ errors: [(code: Int, message: String)]) -> [UInt8] {
    let all = errors.map { "{\"code\":\($0.code),\"message\":\(Self.quote($0.message))}" }
    return Array("{\"errors\":[\(all.joined(separator: ","))]}".utf8)
  }

  private func entity(_ view: WebserviceView) -> String {
    var members: [String] = view.showsID ? ["\"id\":\(view.id)"] : []
    for shown in view.fields {
      switch shown.value {
      case .text(let text): members.append("\(quoted(shown.field.name)):\(quoted(text))")
      case .texts(let texts):
        let all = texts.map { "{\"id\":\"\($0.language)\",\"value\":\(quoted($0.text))}" }
        members.append("\(quoted(shown.field.name)):[\(all.joined(separator: ","))]")
      case .unset: members.append("\(quoted(shown.field.name)):\"\"")
      }
    }
    let lists = view.lists.filter { !$0.items.isEmpty }.map { list in
      let items = list.items.map { item in
        "{" + item.map { "\(quoted($0.member.name)):\(quoted($0.text))" }.joined(separator: ",") + "}"
      }
      return "\(quoted(list.association.name)):[\(items.joined(separator: ","))]"
    }
    if !lists.isEmpty { members.append("\"associations\":{\(lists.joined(separator: ","))}") }
    return "{\(members.joined(separator: ","))}"
  }

  private func quoted(_ text: String) -> String { Self.quote(text) }

  /// As PHP's `json_encode` with unescaped Unicode.
  private static func quote(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "/": quoted += "\\/"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20: quoted += String(format: "\\u%04x", scalar.value)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
