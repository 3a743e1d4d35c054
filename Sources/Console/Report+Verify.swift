import Engine
import Mapping
import Records

extension Report {
  /// One record that a complete comparison found other than it should be, field by field.
  public func difference(_ difference: Difference, from source: ResourceName, to target: ResourceName) -> String {
    let (there, here) = (phrases.side(target.system), phrases.side(source.system))
    if difference.isOther { return other(difference, in: there, target) }
    var title = title(difference.flow, difference.key)
    if let key = difference.target { title += " = \(name(target.resource, key))" }
    var lines: [String] = []
    if difference.isGone { lines.append(phrases.noLonger(in: here)) }
    if difference.target == nil, difference.fault == nil, !difference.isGone {
      lines.append(phrases.nothing(in: there))
    }
    lines += difference.fields.map { field in
      let current = field.current ?? .null
      return field.name + phrases.colon
        + phrases.differs(there, current.shown(language), here, field.wanted.shown(language))
    }
    if !difference.actions.isEmpty { lines.append(phrases.notDone(difference.actions)) }
    if let fault = difference.fault {
      let located = fault.adding(["record": "\(difference.flow) \(difference.key)"])
      lines.append(self.fault(located).replacing("\n", with: "\n  "))
    }
    return ([title] + lines.map { "  \($0)" }).joined(separator: "\n")
  }

  /// A record of the target that is nobody's here.
  private func other(_ difference: Difference, in there: String, _ target: ResourceName) -> String {
    let fields = difference.fields.map { "\($0.name) \(($0.current ?? .null).shown(language))" }
    let lines = [phrases.other(in: there)] + (fields.isEmpty ? [] : [fields.joined(separator: ", ")])
    return ([name(target.resource, difference.key)] + lines.map { "  \($0)" }).joined(separator: "\n")
  }

  /// How a complete comparison went.
  /// - Parameter shown: how many differences were shown already.
  public func verification(_ report: VerifyReport, shown: Int) -> String {
    var lines: [String] = []
    let found = report.differing + report.faulty + report.gone + report.others
    if found > shown { lines.append(phrases.more(found - shown)) }
    var counts = [phrases.compared(report.compared), phrases.equal(report.equal)]
    if report.differing > 0 { counts.append(phrases.differing(report.differing)) }
    if report.faulty > 0 { counts.append(phrases.faulty(report.faulty)) }
    if report.gone > 0 { counts.append(phrases.gone(report.gone)) }
    if report.others > 0 { counts.append(phrases.others(report.others)) }
    if report.left > 0 { counts.append(phrases.left(report.left)) }
    lines.append("\(report.flow)\(phrases.colon)\(counts.joined(separator: ", ")).")
    if let key = report.resumedAfter { lines.append(phrases.resumed(after: name(report.flow, key))) }
    if let fault = report.fault { lines.append(self.fault(fault)) }
    if !report.isComplete { lines.append(phrases.comparisonCut(report.flow)) }
    if report.differing + report.gone > 0 { lines.append(phrases.setRight) }
    if report.isComplete, report.isEqual { lines.append(phrases.allEqual) }
    return lines.joined(separator: "\n")
  }
}
