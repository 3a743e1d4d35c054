/// How a shop misbehaves on demand: what was seen in the wild around a webservice, besides its own errors.
public enum ShopFault: Sendable, Hashable {
  /// A PHP notice before the document.
  case noticeBefore
  case byteOrderMark
  case blanksBefore
  /// A script after the document, as statistics modules add.
  case scriptAfter
  /// The administration's login page with HTTP 200.
  case loginPage
  /// HTTP 200 and not one byte.
  case emptyBody
  /// The connection ends after so many bytes of the body.
  case cutBody(afterBytes: Int)
  case unauthorized(text: String)
  /// HTTP 500 with this webservice error in XML.
  case serverError(code: Int, message: String)
  /// HTTP 500 and not one byte; with `afterDoingIt` the request took effect all the same.
  case serverCrash(afterDoingIt: Bool)
  /// The maintenance page: HTTP 503.
  case maintenance
  case moved(to: String)
  /// The same answer in ISO 8859-1, declared in the content type but not in the document.
  case latin1
  case tooManyRequests(retryAfter: Int?)
  case slow(Duration)
  /// Answers a list as if the request had no filter.
  case ignoresFilters
  /// The connection is closed without an answer; with `afterDoingIt` the request took effect all the same.
  case hangUp(afterDoingIt: Bool)
  /// The request took effect, and the answer is this instead: a proxy's page, a theme's, or nothing at all.
  case answersInstead(status: Int, body: String)
  /// The first so many entities of the body are saved, then PHP ends: HTTP 500 and not one byte.
  case crashesAfterSaving(Int)
  /// The key stops working from this request on.
  case keyRevoked
  /// The shop is upgraded before it answers this request.
  case upgraded(to: ShopVersion)
}
