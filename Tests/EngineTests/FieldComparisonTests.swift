import Mapping
import Records
import Testing

@testable import Engine

@Suite("The three-way comparison")
struct FieldComparisonTests {
  private func verdict(_ base: Value?, _ current: Value, _ wanted: Value, _ policy: FieldRule.Policy)
    -> FieldComparison.Verdict
  {
    FieldComparison(base: base.map { Digest.short($0.comparable) }, current: current, wanted: wanted, policy: policy)
      .verdict
  }

  @Test(
    "What is there is what is wanted: nothing is written, whatever the policy", arguments: FieldRule.Policy.allCases)
  func settled(policy: FieldRule.Policy) {
    #expect(verdict("old", "new", "new", policy) == .settled)
    #expect(verdict(nil, " new ", "new", policy) == .settled)
    #expect(verdict("x", .bool(false), nil, policy) == .settled)
  }

  @Test("Only the source changed: it is written", arguments: [FieldRule.Policy.always, .ifUntouched])
  func sourceChanged(policy: FieldRule.Policy) {
    #expect(verdict("old", "old", "new", policy) == .write)
  }

  @Test("Only a person changed it at the target: written over, or kept where the mapping says so")
  func targetChanged() {
    #expect(verdict("old", "edited", "old", .always) == .writeOverDrift)
    #expect(verdict("old", "edited", "old", .ifUntouched) == .keep)
  }

  @Test("Both sides changed it: written over, or a conflict for a person")
  func bothChanged() {
    #expect(verdict("old", "edited", "new", .always) == .writeOverDrift)
    #expect(verdict("old", "edited", "new", .ifUntouched) == .conflict)
  }

  @Test("A record that we never wrote keeps what it has, where the mapping says: if untouched")
  func neverWritten() {
    #expect(verdict(nil, "theirs", "ours", .ifUntouched) == .keep)
    #expect(verdict(nil, "theirs", "ours", .always) == .writeOverDrift)
  }

  @Test("`if known` writes what is known as `always` does")
  func known() {
    #expect(verdict("old", "old", "new", .ifKnown) == .write)
    #expect(verdict("old", "edited", "new", .ifKnown) == .writeOverDrift)
    #expect(verdict("old", "edited", "old", .ifKnown) == .writeOverDrift)
    #expect(verdict(nil, "theirs", "ours", .ifKnown) == .writeOverDrift)
  }

  @Test("`if known` leaves what somebody else has where nothing is known, and takes back what we wrote")
  func unknown() {
    #expect(verdict(nil, "theirs", nil, .ifKnown) == .keep)
    #expect(verdict(nil, 4, nil, .ifKnown) == .keep)
    #expect(verdict("ours", "edited", nil, .ifKnown) == .keep)
    #expect(verdict("ours", "ours", nil, .ifKnown) == .write)
    #expect(verdict("ours", 0, nil, .ifKnown) == .settled)
    #expect(verdict("ours", 0, nil, .always) == .writeOverDrift)
  }

  @Test("`on create` never touches a record that exists; `if empty` fills only what is empty")
  func otherPolicies() {
    #expect(verdict("old", "old", "new", .onCreate) == .keep)
    #expect(verdict("old", nil, "new", .ifEmpty) == .write)
    #expect(verdict("old", "x", "new", .ifEmpty) == .keep)
  }
}
