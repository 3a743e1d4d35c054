import Records

/// A page that was asked for before, as the only one of its reader.
actor KnownPage: PageReader {
  private var page: Page?

  init(_ page: Page) { self.page = page }

  func next() -> Page? {
    defer { page = nil }
    return page
  }
}
