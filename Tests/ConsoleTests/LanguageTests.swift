import Testing

@testable import Console

@Suite("The operator's language")
struct LanguageTests {
  @Test("The configuration wins over the environment, and LC_ALL over LANG")
  func order() {
    let environment = ["LANG": "fr_FR.UTF-8"]
    #expect(Language(setting: nil, environment: environment) == .french)
    #expect(Language(setting: "en", environment: environment) == .english)
    #expect(Language(setting: nil, environment: ["LC_ALL": "C", "LANG": "fr_FR.UTF-8"]) == .english)
    #expect(Language(setting: nil, environment: ["LC_ALL": "", "LANG": "fr"]) == .french)
    #expect(Language(setting: nil, environment: [:]) == .english)
  }

  @Test("Counts agree with their nouns; French keeps the singular for none")
  func plurals() {
    #expect(Phrases(language: .english).attempts(1) == "1 attempt")
    #expect(Phrases(language: .english).attempts(0) == "0 attempts")
    #expect(Phrases(language: .french).attempts(0) == "0 essai")
    #expect(Phrases(language: .french).rows(3, seen: 2) == "3 lignes en quarantaine, dont 2 vues.")
  }

  @Test("Reports of nothing say that there is nothing", arguments: Language.allCases)
  func nothing(language: Language) {
    let report = Report(language: language)
    let isFrench = language == .french
    #expect(report.quarantine([], waiting: []) == (isFrench ? "La quarantaine est vide." : "The quarantine is empty."))
    #expect(report.plan([]) == (isFrench ? "Rien à faire." : "Nothing to do."))
    #expect(report.findings([]) == (isFrench ? "Rien à signaler." : "Nothing is wrong."))
    #expect(report.explain(code: "TOO_HEAVY") == nil)
    #expect(
      report.status(runs: [], counts: [:], open: 0, waiting: [], order: [])
        == (isFrench ? "Aucun passage : lancez `passerelle sync`." : "No run yet: start with `passerelle sync`."))
  }

  @Test("Of many waiting records the first twenty are shown")
  func manyWaiting() {
    let waiting = (1...23).map { _ in Samples.waiting[0] }
    let text = Report(language: .english).status(runs: [], counts: [:], open: 0, waiting: waiting, order: [])
    #expect(text.split(separator: "\n").count == 22)
    #expect(text.hasSuffix("… and 3 more"))
  }
}
