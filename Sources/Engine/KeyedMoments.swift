/// A moment for each of many keys that are numbers, none of them negative. What is written at once has numbers that follow each other and one moment, so keys are kept
/// as ranges of one moment: a hundred thousand rows of one import take as little memory as one.
struct KeyedMoments: Sendable, Equatable, Codable {
  /// Keys from first to last that all have this moment.
  private struct Span: Sendable, Equatable {
    var first: Int
    var last: Int
    var moment: Int
  }

  /// In the order of their keys; none overlaps another, and neighbours of one moment are one.
  private var spans: [Span] = []

  init() {}

  /// In how many ranges the keys are kept: what they take of memory.
  var spanCount: Int { spans.count }
  var newest: Int? { spans.lazy.map(\.moment).max() }

  subscript(key: Int) -> Int? {
    var (low, high) = (0, spans.count)
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].last < key { low = middle + 1 } else { high = middle }
    }
    return low < spans.count && spans[low].first <= key ? spans[low].moment : nil
  }

  /// Gives keys another moment, or with nil none. Takes one pass over what is kept, however many they are.
  mutating func set(_ moments: [Int: Int?]) {
    guard !moments.isEmpty else { return }
    var merged = KeyedMoments()
    merged.spans.reserveCapacity(spans.count + 2)
    var kept = spans.makeIterator()
    var next = kept.next()
    for (key, moment) in moments.sorted(by: { $0.key < $1.key }) {
      while let span = next, span.last < key {
        merged.append(span)
        next = kept.next()
      }
      if let span = next, span.first <= key {
        if span.first < key { merged.append(Span(first: span.first, last: key - 1, moment: span.moment)) }
        next = key < span.last ? Span(first: key + 1, last: span.last, moment: span.moment) : kept.next()
      }
      if let moment { merged.append(Span(first: key, last: key, moment: moment)) }
    }
    while let span = next {
      merged.append(span)
      next = kept.next()
    }
    self = merged
  }

  private mutating func append(_ span: Span) {
    if let last = spans.last, last.moment == span.moment, last.last + 1 == span.first {
      spans[spans.count - 1].last = span.last
    } else {
      spans.append(span)
    }
  }

  mutating func forget(before moment: Int) { spans.removeAll { $0.moment < moment } }

  /// Keeps no more ranges than that.
  mutating func forget(beyond count: Int) { spans.removeLast(max(0, spans.count - count)) }

  // MARK: As a text

  /// "@1000 1 3-9 @1001 2": a moment holds for all that follows it.
  var text: String {
    var text = ""
    var moment: Int?
    for span in spans {
      if span.moment != moment { text += "@\(span.moment) " }
      moment = span.moment
      text += span.first == span.last ? "\(span.first) " : "\(span.first)-\(span.last) "
    }
    return text
  }

  /// - Returns: nil where the text is none that `text` writes.
  init?(text: String) {
    var moment: Int?
    for word in text.split(separator: " ") {
      if word.first == "@" {
        moment = Int(word.dropFirst())
        continue
      }
      let ends = word.split(separator: "-").compactMap { Int($0) }
      guard let moment, let first = ends.first, let last = ends.last, first <= last, ends.count <= 2,
        spans.last.map({ $0.last < first }) ?? true
      else { return nil }
      spans.append(Span(first: first, last: last, moment: moment))
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let moments = KeyedMoments(text: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "These are no moments of keys.")
    }
    self = moments
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
