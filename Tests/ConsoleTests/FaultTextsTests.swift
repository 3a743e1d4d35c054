import Records
import Testing

@testable import Console

/// P11: every code that can reach an operator has a cause, a remedy and a way on, in both languages.
@Suite("Fault texts")
struct FaultTextsTests {
  /// Words that are filled in for every fault.
  private static let always: Set<String> = ["record", "from", "to", "code"]
  /// Words that are made of what the fault says besides its context, or of several parts of it.
  private static let made: Set<String> = ["hint", "said", "awaited"]

  @Test("The scan of the sources finds codes of every kind")
  func scanFinds() {
    let found = SourceScan.codes
    #expect(found.count > 120)
    // In a mapping file, across a line break, on one line, through a helper, as a default, in the command line, without
    // an underscore.
    for code in [
      "NO_PRODUCT", "READ_BACK_MISSING", "SHOP_KEY_REFUSED", "ORDER_CANCELLED", "NO_MATCH", "SECRET_EXPOSED",
      "CONFLICT",
      "JOURNAL_LOCKED", "TAX_ROUNDING",
    ] { #expect(found.contains(code), "\(code) was not found in the sources") }
  }

  @Test("Every code in the sources and in the shipped mapping files has a text in both languages")
  func everyCodeHasAText() {
    for code in SourceScan.codes.sorted() {
      guard let text = FaultTexts.text(code) else {
        Issue.record("\(code) has no text")
        continue
      }
      for language in Language.allCases { #expect(!text.wording(language).cause.isEmpty, "\(code) has no cause") }
    }
  }

  @Test("Every text belongs to a code that can occur, and stands there once")
  func noTextIsDead() {
    let texts = FaultTexts.topics.joined()
    for text in texts { #expect(SourceScan.codes.contains(text.code), "nothing says \(text.name)") }
    #expect(Set(texts.map(\.name)).count == texts.count)
  }

  @Test("Every fault has a remedy and a way on; only what is right needs none", arguments: Language.allCases)
  func remedies(language: Language) {
    let right = Set(
      SourceScan.constructions.filter { $0.text.hasPrefix("Finding(") && $0.text.contains(".ok") }.map(\.code))
    for text in FaultTexts.topics.joined() {
      let isRight = text.name.hasSuffix("/ok") || right.contains(text.code) && text.next == .none
      let remedy = text.wording(language).remedy
      #expect(remedy.isEmpty == isRight, "\(text.name)")
      // No command comes after only where the remedy is a command itself.
      if text.next == .none, !isRight { #expect(remedy.contains("`passerelle "), "\(text.name)") }
    }
  }

  @Test("The code of one record leads to a command of the quarantine")
  func recordsHaveAReplay() {
    let records = Set(SourceScan.constructions.filter { $0.text.contains(".record,") }.map(\.code))
    let phrases = Phrases(language: .english)
    // What only a preview says is in no quarantine.
    for code in records.union(SourceScan.mappings).subtracting(["WAITING"]).sorted() {
      for text in FaultTexts.texts(code) {
        let line = text.next.lines(row: "7", phrases).joined()
        #expect(line.contains("passerelle quarantine") && line.contains(" 7"), "\(text.name)")
      }
    }
  }

  @Test("A hole is only left where the fault carries something to fill it with", arguments: Language.allCases)
  func holesAreCarried(language: Language) {
    for text in FaultTexts.topics.joined() {
      let carried = SourceScan.contextNames(around: text.code)
      let wording = text.wording(language)
      for hole in Template(wording.cause).holes + Template(wording.remedy).holes
      where !Self.always.union(Self.added(to: text.code)).union(Self.made).contains(hole) {
        #expect(carried.contains(hole), "{\(hole)} in \(text.name)")
      }
    }
  }

  @Test("A text that must be filled is filled at every place that makes the fault", arguments: Language.allCases)
  func everyPlaceFills(language: Language) {
    for place in SourceScan.constructions {
      guard let context = place.context, let text = FaultTexts.text(place.code) else { continue }
      let wording = text.wording(language)
      let filled = context.union(Self.added(to: place.code)).union(Self.always).union(Self.made)
      let needed = Template(wording.cause).required + Template(wording.remedy).required
      for hole in needed { #expect(filled.contains(hole), "{\(hole)} of \(place.code) at \(place.file)") }
    }
  }

  /// What a fault is given after it was made: the shop's answers add what they said, lists of the doctor their own.
  private static func added(to code: String) -> Set<String> {
    if code.hasPrefix("SHOP_") || code.hasPrefix("UNKNOWN_") {
      return ["status", "resource", "method", "codes", "messages", "answer"]
    }
    return code == "NO_PRODUCT" ? ["reference", "ean13"] : []
  }

  @Test("No sentence shows a hole or a bracket, whatever the fault carries", arguments: Language.allCases)
  func nothingUnfilledIsPrinted(language: Language) {
    for text in FaultTexts.topics.joined() {
      let holes = Template(text.wording(language).cause).holes + Template(text.wording(language).remedy).holes
      let full = Dictionary(holes.map { ($0, "x") }, uniquingKeysWith: { first, _ in first })
      for context in [[:], full] {
        let fault = Fault(.record, text.code, "Message.", context: context, hint: "Hint.")
        for sentence in [fault.cause(language), fault.remedy(language)] {
          #expect(sentence.firstMatch(of: /\{[a-z_]+\}|\[|\]/) == nil, "\(text.name): \(sentence)")
        }
      }
    }
  }

  @Test("French texts have no English words, and French colons")
  func frenchIsFrench() {
    let english: Set<Substring> = [
      "the", "and", "with", "is", "of", "not", "which", "check", "this", "that", "from", "to", "are", "was", "it",
      "shop",
      "must", "should", "then", "nothing", "has", "by", "open", "setting",
    ]
    for text in FaultTexts.topics.joined() {
      for sentence in [text.french.cause, text.french.remedy] {
        // Commands, settings and what a screen says are quoted as they are.
        let own = sentence.replacing(/`[^`]*`|«[^»]*»|\{[a-z_]+\}|https:\/\/|tables\/\S+/, with: "")
        let words = own.lowercased().split { !$0.isLetter }
        #expect(words.allSatisfy { !english.contains($0) }, "\(text.name): \(own)")
        #expect(own.firstMatch(of: /\w[:;?!](\s|$)/) == nil, "\(text.name): \(own)")
        #expect(
          sentence.isEmpty || sentence != text.english.cause || text.name == "SHOP_VERSION"
            || text.name == "ERP_VERSION/ok")
      }
    }
  }
}
