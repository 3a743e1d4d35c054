/// Every text by code: the one place where operators' sentences live.
enum FaultTexts {
  static let all: [String: FaultText] = records.merging(road) { own, _ in own }
}
