/// Why a request ends before its regular answer.
enum WebserviceStop: Error {
  /// The webservice's own errors, in an XML body.
  case errors(status: Int, [(code: Int, message: String)])
  /// Something else entirely: a text of PHP's, an empty body, a redirection.
  case answer(WebserviceAnswer)

  static func error(_ status: Int, _ code: Int, _ message: String) -> WebserviceStop {
    .errors(status: status, [(code, message)])
  }

  /// What the webservice makes of a row that breaks a unique key of the database.
  static func duplicateKey(_ version: ShopVersion) -> WebserviceStop {
    version.throwsOnDuplicateKeys ? .crash(version) : .error(500, 46, "Unable to save resource")
  }

  /// A uncaught exception: HTTP 500 and not a single byte.
  static func crash(_ version: ShopVersion, text: String = "") -> WebserviceStop {
    .answer(.text(500, text, version: version))
  }
}
