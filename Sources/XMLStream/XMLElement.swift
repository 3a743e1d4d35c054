/// One element of a document with all that is inside it. Namespace prefixes stay part of names ("xlink:href").
public struct XMLElement: Sendable, Hashable {
  public var name: String
  public var attributes: [String: String]
  /// All character data directly inside the element, in order. Blanks between child elements are left out.
  public var text: String
  public var children: [XMLElement]

  public init(_ name: String, attributes: [String: String] = [:], text: String = "", children: [XMLElement] = []) {
    self.name = name
    self.attributes = attributes
    self.text = text
    self.children = children
  }

  /// The first child of that name.
  public func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  /// Every child of that name, in document order.
  public func children(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
}
