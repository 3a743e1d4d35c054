extension FaultTexts {
  /// Codes of pictures on their way, and of the files that they are put into for it.
  static let pictures: [FaultText] = [
    FaultText(
      "NO_TEMPORARY_FILE", .itself,
      english: .init(
        cause: "A temporary file cannot be made, read or written on this machine[: {detail}].",
        remedy: "Make room on its disk, or name another folder in the environment variable TMPDIR."),
      french: .init(
        cause: "Un fichier temporaire ne peut pas être créé, lu ou écrit sur cette machine[ : {detail}].",
        remedy: "Libérez de la place sur son disque, ou nommez un autre dossier dans la variable TMPDIR."))
  ]
}
