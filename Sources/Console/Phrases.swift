/// The fixed words of what operators read.
struct Phrases: Sendable {
  let language: Language

  private func choose(_ english: String, _ french: String) -> String { language == .french ? french : english }

  var flow: String { choose("flow", "flux") }
  var read: String { choose("read", "lus") }
  var created: String { choose("created", "créés") }
  var updated: String { choose("updated", "modifiés") }
  var unchanged: String { choose("unchanged", "inchangés") }
  var held: String { choose("held", "retenus") }
  var waiting: String { choose("waiting", "en attente") }
  var quarantined: String { choose("quarantined", "en quarantaine") }
  var allDone: String { choose("All done.", "Tout est fait.") }
  var incomplete: String { choose("Incomplete", "Incomplet") }
  var configuration: String { choose("Stopped", "Arrêté") }
  var emptyQuarantine: String { choose("The quarantine is empty.", "La quarantaine est vide.") }
  var what: String { choose("What", "Quoi") }
  var why: String { choose("Why", "Pourquoi") }
  var remedy: String { choose("What to do", "Que faire") }
  var details: String { choose("Details", "Détails") }
  var since: String { choose("since", "depuis") }
  var attempts: String { choose("attempts", "essais") }
  var acknowledged: String { choose("acknowledged", "vu") }
  var note: String { choose("note", "note") }
  var waitsFor: String { choose("waits for", "attend") }
  var waitingForThis: String { choose("waiting for this", "en attente de ceci") }
  var nothingToDo: String { choose("Nothing to do.", "Rien à faire.") }
  var create: String { choose("create", "créer") }
  var update: String { choose("change", "modifier") }
  var act: String { choose("do", "faire") }
  var link: String { choose("link", "lier") }
  var hold: String { choose("not yet", "pas encore") }
  var stop: String { choose("quarantine", "quarantaine") }
  var nothing: String { choose("nothing", "rien") }
  var lastRun: String { choose("Last run", "Dernier passage") }
  var neverRun: String { choose("Never run.", "Jamais lancé.") }
  var matched: String { choose("matched", "appariés") }
  var ambiguous: String { choose("ambiguous", "ambigus") }
  var missing: String { choose("missing", "sans correspondance") }
  var accepted: String { choose("accepted", "acceptés") }
  var ok: String { choose("ok", "bon") }
  var warning: String { choose("warning", "attention") }
  var error: String { choose("error", "erreur") }
  var unresolved: String {
    choose(
      "rows in quarantine are not yet acknowledged: see `passerelle quarantine list`.",
      "lignes en quarantaine ne sont pas encore vues : voir `passerelle quarantine list`.")
  }
  var linkMissing: String { choose("is not linked.", "n'est pas lié.") }
}
