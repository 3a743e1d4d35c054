import Foundation
import Records

/// Runs one mapping's expressions. Pure: the same source and surroundings give the same answer. Cheap to make.
public struct Evaluator: Sendable {
  public let mapping: Mapping
  public let surroundings: Surroundings

  public init(mapping: Mapping, set: MappingSet, surroundings: Surroundings) {
    self.mapping = mapping
    self.surroundings = surroundings
  }

  // MARK: Before the related records are read

  /// `since`: false for a record that is older than this connection. True where the mapping does not say.
  public func passesSince(_ source: Source) -> Evaluation<Bool> { .skip }
  /// The values to ask the related resource for; empty when the read's `if` is false.
  public func wantsRead(_ read: RelatedRead, _ source: Source) -> Evaluation<[Value]> { .skip }
  public func context() -> Evaluation<[String: Value]> { .skip }

  // MARK: What the record is

  public func enters(_ source: Source) -> Evaluation<Bool> { .skip }
  public func holds(_ source: Source) -> Evaluation<[(item: RecordKey, quantity: Decimal)]> { .skip }
  /// Each once, in the order of the file.
  public func needs(_ source: Source) -> Evaluation<[(need: Need, key: RecordKey)]> { .skip }
  /// Nil: the mapping has no key.
  public func key(_ source: Source) -> Evaluation<String?> { .skip }
  /// Smallest first: of several records with one key, the one that speaks.
  public func mergeOrder(_ source: Source) -> Evaluation<[Value]> { .skip }
  /// Match rules in order; a rule with an empty value is left out.
  public func probes(_ source: Source) -> Evaluation<[[Condition]]> { .skip }
  /// `find`: the key of a target record that exists already, by its fields.
  public func found(_ source: Source) -> Evaluation<[Condition]> { .skip }
  public func document(_ source: Source) -> Evaluation<Document> { .skip }
  /// The row that closes a gate's difference (expected minus what the target has).
  public func closing(_ gate: Gate, difference: Decimal, _ source: Source) -> Evaluation<ChildWrite> { .skip }

  // MARK: Once it is linked

  /// `rewrite while`: true where the mapping does not say.
  public func mayRewrite(_ source: Source, target: Record) -> Evaluation<Bool> { .skip }
  /// False where the mapping does not say.
  public func isSealed(_ source: Source, target: Record) -> Evaluation<Bool> { .skip }
  public func applies(_ step: Step, _ source: Source, target: Record) -> Evaluation<Bool> { .skip }
  public func isDone(_ step: Step, _ source: Source, target: Record) -> Evaluation<Bool> { .skip }
  public func parameters(_ step: Step, _ source: Source, target: Record) -> Evaluation<[String: Value]> { .skip }
  /// The first rule whose condition holds.
  public func change(_ source: Source, target: Record) -> Evaluation<ChangeRule?> { .skip }
  /// `unless` of a change rule.
  public func isBarred(_ rule: ChangeRule, _ source: Source, target: Record) -> Evaluation<Bool> { .skip }
  public func isDone(_ rule: ChangeRule, _ source: Source, target: Record) -> Evaluation<Bool> { .skip }
  public func parameters(_ rule: ChangeRule, _ source: Source, target: Record) -> Evaluation<[String: Value]> { .skip }
  public func gone(_ source: Source) -> Evaluation<[String: Value]> { .skip }

  // MARK: For people

  public func explain(_ source: Source) -> [Explained] { [] }
}
