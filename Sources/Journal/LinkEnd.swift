import Records

/// One end that a link of some set has or could have: a key of a system. An empty system stands for any (holds of version 1).
struct LinkEnd: Hashable {
  let system: String
  let key: RecordKey
}
