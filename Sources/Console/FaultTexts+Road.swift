extension FaultTexts {
  /// Codes of the road and of the configuration: they stop a run, not a record.
  static let road: [String: FaultText] = [
    "JOURNAL_LOCKED": FaultText(
      en: ("Another run is at work on this journal.", "Wait until it ends; nothing was done."),
      fr: ("Un autre passage travaille sur ce journal.", "Attendez qu'il se termine ; rien n'a été fait."))
  ]
}
