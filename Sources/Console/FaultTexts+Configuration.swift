extension FaultTexts {
  /// Codes of the configuration file and of the command line.
  static let configuration: [FaultText] = [
    FaultText(
      "SCHEMAS_MISSING", .mend,
      english: .init(
        cause: "The folder {file} holds no recorded schemas.",
        remedy: "Name the folder `Mappings/schemas`, or record your own servers: `passerelle lint --record FOLDER`."),
      french: .init(
        cause: "Le dossier {file} ne contient aucun schéma enregistré.",
        remedy:
          "Nommez le dossier `Mappings/schemas`, ou enregistrez vos serveurs : `passerelle lint --record DOSSIER`.")),
    FaultText(
      "SCHEMAS_INVALID", .mend,
      english: .init(
        cause: "The file {file} is not a recorded schema.",
        remedy: "Record it anew: `passerelle lint --record FOLDER`."),
      french: .init(
        cause: "Le fichier {file} n'est pas un schéma enregistré.",
        remedy: "Enregistrez-le à nouveau : `passerelle lint --record DOSSIER`.")),
    FaultText(
      "NO_TEMPORARY_FILE", .mend,
      english: .init(
        cause: "Pictures on their way cannot be kept on this machine[, in {folder}][: {detail}].",
        remedy: "Make room for temporary files, or name another folder in the environment variable TMPDIR."),
      french: .init(
        cause: "Les images en transit ne peuvent pas être gardées sur cette machine[, dans {folder}][ : {detail}].",
        remedy:
          "Faites de la place aux fichiers temporaires, ou indiquez un autre dossier dans la variable d'environnement TMPDIR."
      )),
    FaultText(
      "NO_CONTENT", .mend,
      english: .init(
        cause: "A mapping file takes pictures from {system}, which has none to give.",
        remedy: "Remove the field from the mapping file."),
      french: .init(
        cause: "Un fichier de correspondance prend des images à {system}, qui n'en a pas à donner.",
        remedy: "Retirez le champ du fichier de correspondance.")),
    FaultText(
      "CODE_UNKNOWN", .mend,
      english: .init(
        cause: "There is no code {code}.",
        remedy: "`passerelle quarantine list` shows the codes of the rows that stopped."),
      french: .init(
        cause: "Le code {code} n'existe pas.",
        remedy: "`passerelle quarantine list` montre les codes des lignes arrêtées.")),
    FaultText(
      "CONFIGURATION_MISSING", .mend,
      english: .init(
        cause: "The configuration file {file} does not exist.",
        remedy: "Write it as the README shows, or name another one: `--config FILE`."),
      french: .init(
        cause: "Le fichier de configuration {file} n'existe pas.",
        remedy: "Écrivez-le comme le montre le README, ou nommez-en un autre : `--config FICHIER`.")),
    FaultText(
      "CONFIGURATION_INVALID", .mend,
      english: .init(
        cause: "The configuration file {file} cannot be used[, line {line}][: “{field}” has a wrong value].",
        remedy: "{hint}"),
      french: .init(
        cause: """
          Le fichier de configuration {file} est inutilisable[, ligne {line}][ : « {field} » a une valeur \
          incorrecte].
          """,
        remedy: "Corrigez-le comme le montre le README (retraits, guillemets, valeurs permises).")),
    FaultText(
      "CONFIGURATION_UNKNOWN_FIELD", .mend,
      english: .init(
        cause: "The configuration file {file}, line {line}, has “{field}”, which is not a setting.",
        remedy: "Check the spelling against the README. {hint}"),
      french: .init(
        cause: "Le fichier de configuration {file}, ligne {line}, contient « {field} », qui n'est pas un réglage.",
        remedy: "Vérifiez l'orthographe d'après le README.")),
    FaultText(
      "CONFIGURATION_INCOMPLETE", .mend,
      english: .init(
        cause: "The configuration file {file} lacks “{field}”.",
        remedy: "Add it: {hint}"),
      french: .init(
        cause: "Il manque « {field} » dans le fichier de configuration {file}.",
        remedy: "Ajoutez-le comme le montre le README.")),
    FaultText(
      "SECRET_MISSING", .mend,
      english: .init(
        cause: """
          A key cannot be read[: the environment variable {variable} is not set][: the file {file} is missing or \
          may not be read].
          """,
        remedy: """
          Set the variable for the user who runs passerelle, or put the key alone into a file of mode 0600 and \
          write `key: {file: PATH}`.
          """),
      french: .init(
        cause: """
          Une clé est introuvable[ : la variable d'environnement {variable} n'est pas définie][ : le fichier \
          {file} manque ou ne peut pas être lu].
          """,
        remedy: """
          Définissez la variable pour l'utilisateur qui lance passerelle, ou mettez la clé seule dans un fichier \
          de mode 0600 et écrivez `key: {file: CHEMIN}`.
          """)),
    FaultText(
      "SECRET_EXPOSED", .mend,
      english: .init(
        cause: "Other users of this machine may read the file that holds a key: {file}.",
        remedy: "Close it: `chmod 600 {file}`."),
      french: .init(
        cause: "D'autres utilisateurs de cette machine peuvent lire le fichier d'une clé : {file}.",
        remedy: "Fermez-le : `chmod 600 {file}`.")),
    FaultText(
      "QUARANTINE_UNKNOWN", .none,
      english: .init(
        cause: "There is no row #{row} in the quarantine.",
        remedy: "See `passerelle quarantine list`; a row that was resolved is gone."),
      french: .init(
        cause: "Il n'y a pas de ligne n° {row} en quarantaine.",
        remedy: "Voir `passerelle quarantine list` ; une ligne résolue disparaît.")),
    FaultText(
      "QUARANTINE_NO_ROW", .none,
      english: .init(
        cause: "The quarantine has no open row #{row}.",
        remedy: "See `passerelle quarantine list`; it may have been resolved in the meantime."),
      french: .init(
        cause: "La quarantaine n'a pas de ligne ouverte n° {row}.",
        remedy: "Voir `passerelle quarantine list` ; elle a peut-être été résolue entre-temps.")),
  ]
}
