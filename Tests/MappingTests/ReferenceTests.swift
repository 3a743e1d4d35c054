import Foundation
import Testing

@testable import Mapping

@Suite struct ReferenceTests {
  @Test("The editors' schema knows every key of every section, and is JSON")
  func editorSchema() throws {
    for text in [EditorSchema.mappings(), EditorSchema.tables()] {
      let schema = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
      for section in KeySpecification.Section.allCases {
        let properties = try #require(definitions[section.rawValue]?["properties"] as? [String: Any])
        #expect(Set(properties.keys) == Set((KeySpecification.all[section] ?? []).map(\.name)))
      }
    }
  }

  @Test("The reference names every key and every function")
  func reference() {
    let text = LanguageReference.markdown()
    for key in KeySpecification.all.values.joined() { #expect(text.contains("| `\(key.name)` |")) }
    for function in FunctionSpecification.all { #expect(text.contains("| `\(function.signature)` |")) }
  }
}
