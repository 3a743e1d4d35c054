extension Array {
  /// The two halves, the first one longer by one where they are not equal; an empty one is left out.
  var halves: [[Element]] {
    let middle = (count + 1) / 2
    return [Array(prefix(middle)), Array(dropFirst(middle))].filter { !$0.isEmpty }
  }
}
