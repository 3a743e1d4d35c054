/// The words of a complete comparison.
extension Phrases {
  /// What operators call a system.
  func side(_ system: String) -> String {
    switch system {
    case "prestashop": choose("the shop", "la boutique")
    case "odoo": "Odoo"
    default: system
    }
  }

  func differs(_ there: String, _ current: String, _ here: String, _ wanted: String) -> String {
    choose("\(there) has \(current), \(here) says \(wanted)", "\(there) a \(current), \(here) dit \(wanted)")
  }

  func noLonger(in system: String) -> String {
    choose("\(system) no longer has it", "\(system) ne l'a plus")
  }

  func nothing(in system: String) -> String {
    choose("\(system) has nothing for it", "\(system) n'a rien qui y corresponde")
  }

  func notDone(_ actions: [String]) -> String {
    let list = actions.joined(separator: ", ")
    return choose("not done yet: \(list)", "pas encore fait : \(list)")
  }

  func compared(_ count: Int) -> String { choose(count, ("compared", "compared"), ("comparé", "comparés")) }
  func equal(_ count: Int) -> String { choose(count, ("equal", "equal"), ("égal", "égaux")) }
  func differing(_ count: Int) -> String { choose(count, ("different", "different"), ("différent", "différents")) }
  func faulty(_ count: Int) -> String {
    choose(count, ("not comparable", "not comparable"), ("incomparable", "incomparables"))
  }
  func gone(_ count: Int) -> String { choose(count, ("deleted", "deleted"), ("supprimé", "supprimés")) }
  func others(_ count: Int) -> String {
    choose(count, ("made by others", "made by others"), ("fait par d'autres", "faits par d'autres"))
  }
  func other(in system: String) -> String {
    choose(
      "Made by hand or by another program in \(system); it is left alone.",
      "Fait à la main ou par un autre programme dans \(system) ; il est laissé tel quel.")
  }
  func left(_ count: Int) -> String { choose(count, ("left alone", "left alone"), ("hors du flux", "hors du flux")) }

  func resumed(after record: String) -> String {
    choose(
      "It went on after \(record), where an earlier comparison was cut; what comes before was compared then.",
      "Reprise après \(record), là où une comparaison précédente s'était arrêtée ; ce qui précède a été comparé alors.")
  }

  func comparisonCut(_ flow: String) -> String {
    choose(
      "Cut before the end: `passerelle verify \(flow)` goes on from here.",
      "Arrêtée avant la fin : `passerelle verify \(flow)` reprend d'ici.")
  }

  var setRight: String {
    choose(
      "The next `passerelle sync` sets right what differs.", "Le prochain `passerelle sync` rétablit ce qui diffère.")
  }

  var allEqual: String { choose("Nothing differs.", "Rien ne diffère.") }
}
