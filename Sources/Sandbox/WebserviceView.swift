/// One entity as an answer shows it: texts of its fields and of its lists. Either renderer writes it down.
struct WebserviceView {
  enum Value {
    case text(String)
    /// By language id.
    case texts([(language: Int, text: String)])
    /// A translated field that has no value, in these languages.
    case unset([Int])
  }

  struct Field {
    let field: WebserviceField
    let value: Value
  }

  struct List {
    let association: WebserviceAssociation
    let items: [[(member: WebserviceAssociation.Member, text: String)]]
  }

  let id: Int
  let showsID: Bool
  let fields: [Field]
  let lists: [List]
  /// The product whose pictures it shows: their addresses begin with it.
  let pictured: Int
}
