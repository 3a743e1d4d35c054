extension ERPExchange {
  /// Methods after which everything is as it was before.
  private static let reading: Set<String> = [
    "search_read", "search", "search_count", "read", "default_get", "fields_get", "name_search", "check_access_rights",
    "has_access", "get_external_id", "exists", "get_field_translations", "read_group", "compute_all", "onchange",
    "has_group", "context_get", "get_contextual_price",
  ]

  /// Whether it may have changed something.
  public var isWrite: Bool { method.map { !Self.reading.contains($0) } ?? false }
}
