extension FaultTexts {
  /// Codes of the journal, the file in which a connection keeps what was done.
  static let journal: [FaultText] = [
    FaultText(
      "JOURNAL_LOCKED", .itself,
      english: .init(
        cause: "Another run is at work on this connection. Nothing was done.",
        remedy: "Wait until it ends; the lock goes with it."),
      french: .init(
        cause: "Un autre passage travaille sur cette connexion. Rien n'a été fait.",
        remedy: "Attendez qu'il se termine ; le verrou disparaît avec lui.")),
    FaultText(
      "JOURNAL_MISSING", .mend,
      english: .init(
        cause: "There is no journal yet at {path}.",
        remedy: "Check `journal:` in the configuration file, or run `passerelle sync` once: it makes the journal."),
      french: .init(
        cause: "Il n'y a pas encore de journal à {path}.",
        remedy: """
          Vérifiez `journal:` dans le fichier de configuration, ou lancez une fois `passerelle sync`, qui crée le \
          journal.
          """)),
    FaultText(
      "JOURNAL_NO_DIRECTORY", .mend,
      english: .init(
        cause: "The folder {directory} that shall hold the journal does not exist.",
        remedy: "Make the folder, or correct `journal:` in the configuration file."),
      french: .init(
        cause: "Le dossier {directory} qui doit contenir le journal n'existe pas.",
        remedy: "Créez le dossier, ou corrigez `journal:` dans le fichier de configuration.")),
    FaultText(
      "JOURNAL_UNREADABLE", .mend,
      english: .init(
        cause: "This user may not read the journal {path}.",
        remedy: "Run passerelle as the user who owns the file, or give the file to this user."),
      french: .init(
        cause: "Cet utilisateur ne peut pas lire le journal {path}.",
        remedy: "Lancez passerelle sous l'utilisateur propriétaire du fichier, ou donnez-lui le fichier.")),
    FaultText(
      "JOURNAL_READ_ONLY", .mend,
      english: .init(
        cause: "The journal {path} cannot be written: the file, its folder or its disk is read-only.",
        remedy: "Make the file and its folder writable for this user, and check how the disk is mounted."),
      french: .init(
        cause: """
          Le journal {path} ne peut pas être écrit : le fichier, son dossier ou son disque est en lecture seule.
          """,
        remedy: "Autorisez cet utilisateur à écrire le fichier et son dossier, et vérifiez le montage du disque.")),
    FaultText(
      "JOURNAL_OPENED_FOR_READING", .none,
      english: .init(
        cause: "This command only reads the journal {path}.",
        remedy: "Use `passerelle sync` or `passerelle quarantine replay`."),
      french: .init(
        cause: "Cette commande ne fait que lire le journal {path}.",
        remedy: "Utilisez `passerelle sync` ou `passerelle quarantine replay`.")),
    FaultText(
      "JOURNAL_FOREIGN", .mend,
      english: .init(
        cause: "{path} is not a journal of passerelle, or its beginning is damaged.",
        remedy: """
          Correct `journal:` in the configuration file. If it is the right file, restore the last copy, or move it \
          away and run `passerelle links rebuild`.
          """),
      french: .init(
        cause: "{path} n'est pas un journal de passerelle, ou son début est abîmé.",
        remedy: """
          Corrigez `journal:` dans le fichier de configuration. Si c'est le bon fichier, restaurez la dernière \
          copie, ou écartez-le et lancez `passerelle links rebuild`.
          """)),
    FaultText(
      "JOURNAL_CORRUPT", .mend,
      english: .init(
        cause: "The journal {path} is damaged; nothing was done.",
        remedy: """
          Keep the file, restore the last copy, or move it away and run `passerelle links rebuild`; have the disk \
          checked.
          """),
      french: .init(
        cause: "Le journal {path} est abîmé ; rien n'a été fait.",
        remedy: """
          Gardez le fichier, restaurez la dernière copie, ou écartez-le et lancez `passerelle links rebuild` ; \
          faites vérifier le disque.
          """)),
    FaultText(
      "JOURNAL_NEWER", .mend,
      english: .init(
        cause: """
          The journal {path} was made by a newer version of passerelle (format {version}; this one knows {known}).
          """,
        remedy: "Install that version or a later one."),
      french: .init(
        cause: """
          Le journal {path} a été créé par une version plus récente de passerelle (format {version} ; celle-ci \
          connaît {known}).
          """,
        remedy: "Installez cette version ou une plus récente.")),
    FaultText(
      "JOURNAL_OLDER", .mend,
      english: .init(
        cause: "The journal {path} comes from an older version of passerelle.",
        remedy: "Run `passerelle sync` once: it brings the journal up to date."),
      french: .init(
        cause: "Le journal {path} vient d'une version plus ancienne de passerelle.",
        remedy: "Lancez une fois `passerelle sync`, qui met le journal à jour.")),
    FaultText(
      "JOURNAL_OTHER_INSTANCE", .mend,
      english: .init(
        cause: "The journal {path} belongs to the connection “{found}”, not to “{expected}”.",
        remedy: """
          Correct `instance:` or `journal:` in the configuration file: each connection has its own journal and \
          keeps its name for ever.
          """),
      french: .init(
        cause: "Le journal {path} appartient à la connexion « {found} », pas à « {expected} ».",
        remedy: """
          Corrigez `instance:` ou `journal:` dans le fichier de configuration : chaque connexion a son journal et \
          garde son nom pour toujours.
          """)),
    FaultText(
      "JOURNAL_BUSY", .itself,
      english: .init(
        cause: "Another program has kept the journal {path} busy for too long.",
        remedy: "If it lasts, look for a backup or a database tool that has the file open."),
      french: .init(
        cause: "Un autre programme occupe le journal {path} depuis trop longtemps.",
        remedy: "Si cela dure, cherchez une sauvegarde ou un outil de base de données qui garde le fichier ouvert.")),
    FaultText(
      "JOURNAL_FULL", .itself,
      english: .init(
        cause: "The disk that holds the journal {path} is full.",
        remedy: "Make room on the disk; the work goes on where it stopped."),
      french: .init(
        cause: "Le disque du journal {path} est plein.",
        remedy: "Libérez de la place ; le travail reprendra où il s'est arrêté.")),
    FaultText(
      "JOURNAL_DISK", .itself,
      english: .init(
        cause: "The disk that holds the journal {path} failed.",
        remedy: "Have the disk and the system's log checked."),
      french: .init(
        cause: "Le disque du journal {path} a eu une erreur.",
        remedy: "Faites vérifier le disque et le journal du système.")),
    FaultText(
      "JOURNAL_FAILED", .mend,
      english: .init(
        cause: "The journal {path} could not be used[: {details}].",
        remedy: "Check that nothing else changed the file; restore the last copy if something did."),
      french: .init(
        cause: "Le journal {path} n'a pas pu être utilisé[ : {details}].",
        remedy: "Vérifiez qu'aucun autre programme n'a modifié le fichier ; sinon, restaurez la dernière copie.")),
  ]
}
