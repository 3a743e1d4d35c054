import Foundation
import Testing

@testable import Transport

@Suite("Redaction")
struct RedactorTests {
  static let secret = "ab+c/d=E&f\"Ü 9"

  static let forms: [String] = [
    secret, "ab%2Bc%2Fd%3DE%26f%22%C3%9C%209", "ab%2bc%2fd%3dE%26f%22%c3%9c%209", "ab%2Bc%2Fd%3DE%26f%22%C3%9C+9",
    "ab+c/d=E&f%22%C3%9C%209", "ab+c/d=E&f\\\"Ü 9", "ab+c\\/d=E&f\\\"Ü 9",
  ]

  @Test("A secret is replaced as it is, percent-encoded and escaped for JSON", arguments: forms)
  func form(text: String) {
    #expect(Redactor([Self.secret]).redact("before \(text) after") == "before [redacted] after")
  }

  @Test(
    "A secret in basic authentication is replaced, whatever stands beside it",
    arguments: ["", "a", "ab", "abc", "user:"], ["", ":", ":x"])
  func basic(before: String, after: String) {
    let token = Data((before + Self.secret + after).utf8).base64EncodedString()
    #expect(
      Redactor([Self.secret]).redact("Authorization: Basic \(token), next") == "Authorization: Basic [redacted], next")
  }

  @Test("Every occurrence of every secret is replaced, one containing the other too")
  func several() {
    let redactor = Redactor(["hunter2", "hunter2000", ""])
    #expect(redactor.redact("hunter2, hunter2000, hunter2") == "[redacted], [redacted], [redacted]")
  }

  @Test("A text without secrets stays as it is")
  func untouched() {
    #expect(Redactor([Self.secret, "x"]).redact("GET /api/orders: 200") == "GET /api/orders: 200")
    #expect(Redactor([]).redact("anything") == "anything")
  }
}
