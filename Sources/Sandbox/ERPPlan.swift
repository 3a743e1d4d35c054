/// The misbehaviours that are due, in the order they were asked for.
struct ERPPlan: Sendable {
  private struct Due {
    var trigger: ERPTrigger
    var behaviour: ERPMisbehaviour
  }

  private var due: [Due] = []

  mutating func add(_ behaviour: ERPMisbehaviour, _ trigger: ERPTrigger) {
    due.append(Due(trigger: trigger, behaviour: behaviour))
  }

  mutating func clear() { due = [] }

  /// What strikes this call: the first whose turn it is. Every matching one counts the call.
  mutating func next(model: String?, method: String?) -> ERPMisbehaviour? {
    var struck: ERPMisbehaviour?
    for index in due.indices {
      let trigger = due[index].trigger
      guard trigger.times > 0, trigger.model == nil || trigger.model == model,
        trigger.method == nil || trigger.method == method
      else { continue }
      if trigger.skip > 0 {
        due[index].trigger.skip -= 1
      } else if struck == nil {
        due[index].trigger.times -= 1
        struck = due[index].behaviour
      }
    }
    due.removeAll { $0.trigger.times <= 0 }
    return struck
  }
}
