/// A variant as a test looks at it.
struct ERPVariant: Equatable {
  let id: Int
  let isActive: Bool
  let values: [String]
  let price: ERPReply
}
