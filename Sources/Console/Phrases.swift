import Engine
import JournalStore
import Records

/// The fixed words of what operators read.
struct Phrases: Sendable {
  let language: Language

  func choose(_ english: String, _ french: String) -> String { language == .french ? french : english }

  /// "1 row", "2 rows": French keeps the singular for 0 too.
  func choose(_ count: Int, _ english: (one: String, many: String), _ french: (one: String, many: String))
    -> String
  {
    language == .french
      ? "\(count) " + (count < 2 ? french.one : french.many) : "\(count) " + (count == 1 ? english.one : english.many)
  }

  /// What stands between a label and what it is about.
  var colon: String { choose(": ", " : ") }

  // MARK: Counts of a run

  var flow: String { choose("flow", "flux") }
  var read: String { choose("read", "lus") }
  var created: String { choose("created", "créés") }
  var updated: String { choose("changed", "modifiés") }
  var unchanged: String { choose("unchanged", "inchangés") }
  var held: String { choose("not yet", "pas encore") }
  var waiting: String { choose("waiting", "en attente") }
  var quarantined: String { choose("in quarantine", "en quarantaine") }
  var removed: String { choose("removed", "supprimés") }
  var settled: String { choose("done", "terminés") }
  var started: String { choose("under way", "en cours") }
  var closed: String { choose("closed", "clos") }

  // MARK: How a run ended

  var allDone: String { choose("All done.", "Tout est fait.") }
  var incomplete: String { choose("Incomplete; the next run goes on.", "Incomplet ; le prochain passage continue.") }
  var configuration: String { choose("Stopped by a setting.", "Arrêté par un réglage.") }
  var lastRun: String { choose("Last run", "Dernier passage") }
  var neverRun: String {
    choose("No run yet: start with `passerelle sync`.", "Aucun passage : lancez `passerelle sync`.")
  }
  var stillRunning: String { choose("under way", "en cours") }

  func end(_ end: Run.End) -> String {
    switch end {
    case .done: choose("done", "terminé")
    case .incomplete: choose("incomplete", "incomplet")
    case .configuration: choose("stopped by a setting", "arrêté par un réglage")
    }
  }

  func unresolved(_ count: Int) -> String {
    choose(
      count,
      (
        "row in quarantine is not yet acknowledged: `passerelle quarantine list`.",
        "rows in quarantine are not yet acknowledged: `passerelle quarantine list`."
      ),
      (
        "ligne en quarantaine n'a pas encore été vue : `passerelle quarantine list`.",
        "lignes en quarantaine n'ont pas encore été vues : `passerelle quarantine list`."
      ))
  }

  // MARK: Quarantine

  var emptyQuarantine: String { choose("The quarantine is empty.", "La quarantaine est vide.") }
  var why: String { choose("Why", "Pourquoi") }
  var remedy: String { choose("What to do", "Que faire") }
  var since: String { choose("Since", "Depuis") }
  var seen: String { choose("Acknowledged", "Vue") }
  var yes: String { choose("yes", "oui") }
  var waitingForThis: String { choose("Waiting for this", "En attente de ceci") }
  var details: String { choose("Details", "Détails") }
  var asRead: String { choose("As read", "Tel que lu") }
  var asMeant: String { choose("As it was to be written", "Tel qu'il devait être écrit") }
  var thenRun: String { choose("Then:", "Ensuite :") }
  var toRecreate: String { choose("To make it again:", "Pour recréer :") }
  var toDismiss: String { choose("If nothing is to be done:", "S'il n'y a rien à faire :") }
  var toRepeat: String { choose("To try again:", "Pour réessayer :") }
  var itself: String {
    choose("No command is needed: the next run tries again.", "Aucune commande : le prochain passage réessaie.")
  }

  /// What stands for a row's number where no row is meant.
  var rowPlaceholder: String { choose("NUMBER", "NUMÉRO") }

  func attempts(_ count: Int) -> String { choose(count, ("attempt", "attempts"), ("essai", "essais")) }

  func rows(_ count: Int) -> String { choose(count, ("row", "rows"), ("ligne", "lignes")) }

  func acknowledged(_ row: Int) -> String {
    choose(
      "Row \(row) is acknowledged: it stays until its record goes through.",
      "La ligne \(row) est marquée comme vue : elle reste jusqu'à ce que sa fiche passe.")
  }

  func dismissed(_ row: Int) -> String {
    choose(
      "Row \(row) is dismissed: its record comes back only if it changes.",
      "La ligne \(row) est écartée : sa fiche ne revient que si elle change.")
  }

  func marked(_ count: Int) -> String {
    choose(
      count, ("row is taken up by the next sync.", "rows are taken up by the next sync."),
      ("ligne sera reprise au prochain passage.", "lignes seront reprises au prochain passage."))
  }

  func rows(_ count: Int, seen: Int) -> String {
    let rows = choose(
      count, ("row in quarantine", "rows in quarantine"), ("ligne en quarantaine", "lignes en quarantaine"))
    guard seen > 0 else { return rows + "." }
    return rows + choose(", \(seen) acknowledged.", seen == 1 ? ", dont 1 vue." : ", dont \(seen) vues.")
  }

  func more(_ count: Int) -> String { choose("… and \(count) more", "… et \(count) de plus") }
  func waitsFor(_ record: String) -> String { choose("waits for \(record)", "attend \(record)") }

  // MARK: Plan

  var nothingToDo: String { choose("Nothing to do.", "Rien à faire.") }
  var new: String { choose("(new)", "(nouveau)") }

  func planned(_ kind: PlannedChange.Kind, _ target: String) -> String {
    switch kind {
    case .create: choose("create \(target)", "créer \(target)")
    case .update: choose("change \(target)", "modifier \(target)")
    case .action: choose("do \(target)", "exécuter \(target)")
    case .link: choose("link with \(target)", "lier avec \(target)")
    case .hold:
      choose("not yet (the flow's rule does not let it in)", "pas encore (la règle du flux ne l'admet pas)")
    case .wait: waitsFor(target)
    case .quarantine: choose("stops in quarantine", "s'arrête en quarantaine")
    }
  }

  // MARK: Matching and links

  func matched(_ count: Int) -> String { choose(count, ("matched", "matched"), ("apparié", "appariés")) }
  func ambiguous(_ count: Int) -> String { choose(count, ("ambiguous", "ambiguous"), ("ambigu", "ambigus")) }
  func missing(_ count: Int) -> String {
    choose(count, ("without a match", "without a match"), ("sans correspondance", "sans correspondance"))
  }
  func accepted(_ count: Int) -> String {
    choose(
      count, ("link may now be written to", "links may now be written to"),
      ("lien ouvert à l'écriture", "liens ouverts à l'écriture"))
  }
  var linkMissing: String { choose("is not linked.", "n'a pas de lien.") }
  var notAccepted: String {
    choose("(found, not yet accepted: nothing is written to it)", "(trouvé, pas encore accepté : rien n'y est écrit)")
  }

  // MARK: Findings

  func summary(errors: Int, warnings: Int) -> String {
    guard errors + warnings > 0 else { return choose("Nothing is wrong.", "Rien à signaler.") }
    let parts = [
      errors > 0 ? choose(errors, ("error", "errors"), ("erreur", "erreurs")) : nil,
      warnings > 0 ? choose(warnings, ("warning", "warnings"), ("avertissement", "avertissements")) : nil,
    ]
    return parts.compactMap(\.self).joined(separator: ", ") + "."
  }
}
