import Mapping
import Records

/// The change feeds that several flows of one run watch, and what they have answered in this run: the same question is asked once.
///
/// A shared question is about keys, moments and the few fields that flows follow to records of their own; so one answer serves them all,
/// whatever each of them reads beside it. Flows keep cursors of their own; those that have taken the same answer stand at the same cursor, and ask
/// the same question next time. An answer is remembered only where all of it fits on one page: what is longer is each flow's own affair, for
/// it would have to be kept in memory. And it is forgotten as soon as the run itself changes something in that system: what comes
/// afterwards sees the run's own effects.
struct SharedFeeds: Sendable {
  private struct Question: Sendable, Hashable {
    var system: String
    var query: ChangeQuery
  }

  /// The fields of a row that flows follow, by the resources that more than one flow watches.
  private let fields: [ResourceName: [String]]
  /// Nil: it was asked, and the answer does not fit on a page.
  private var answers: [Question: Page?] = [:]

  /// - Parameter flows: the mappings that the run is about.
  init(_ flows: [Mapping]) {
    var watchers: [ResourceName: Int] = [:]
    var fields: [ResourceName: Set<String>] = [:]
    for flow in flows where flow.runs == .always {
      // What begins at some day is asked for by that day: for that flow the whole resource would be too much.
      var watched: Set<ResourceName> = flow.since == nil ? [flow.source] : []
      for case .resource(let name, let field, _) in flow.touches {
        let resource = ResourceName(system: flow.source.system, resource: name)
        watched.insert(resource)
        fields[resource, default: []].insert(field)
      }
      for resource in watched { watchers[resource, default: 0] += 1 }
    }
    self.fields = watchers.filter { $0.value > 1 }.reduce(into: [:]) { shared, watched in
      shared[watched.key] = (fields[watched.key] ?? []).sorted()
    }
  }

  /// Whether more than one flow of the run watches it.
  func areShared(_ resource: ResourceName) -> Bool { fields[resource] != nil }

  /// What to ask for all flows that stand at this cursor; nil where only one flow watches the resource.
  /// - Parameter since: nil, or an empty text, where the resource had nothing yet.
  func query(_ resource: ResourceName, since: Cursor?) -> ChangeQuery? {
    fields[resource].map {
      ChangeQuery(
        resource: resource.resource, since: since?.text.isEmpty == true ? nil : since, fields: $0,
        // What was archived touches as well, and whom it does not concern asks again.
        includesArchived: true)
    }
  }

  /// What the system has answered in this run.
  /// - Returns: nil where it was not asked, or has to be asked again; a nil page where the answer was too long to be shared.
  func answer(_ system: String, to query: ChangeQuery) -> Page?? {
    answers[Question(system: system, query: query)]
  }

  /// - Parameter page: the whole answer; nil where it has more than one page.
  mutating func note(_ page: Page?, of system: String, to query: ChangeQuery) {
    answers[Question(system: system, query: query)] = .some(page)
  }

  /// Something in that system is about to change, or has to be looked at as it is now.
  mutating func forget(_ system: String) {
    answers = answers.filter { $0.key.system != system }
  }
}
