/// What the retry policy has to judge.
enum AttemptOutcome: Sendable, Equatable {
  case status(Int, retryAfter: Duration?)
  case failure(AttemptFailure)
}
