import Records
import XMLStream

/// Makes a resource's schema of the answer to `?schema=synopsis`.
struct SynopsisReader {
  var resource: String
  var serverName: String
  var version: ShopVersion?
  var pageSize: Int

  /// - Parameter element: the one record of the synopsis.
  func read(_ element: XMLElement) -> ShopResource {
    let canon = Canon.of(resource)
    var fields = [FieldSchema("id", .integer, isReadOnly: true)]
    for child in element.children where child.name != "associations" && child.name != "id" {
      fields.append(field(child, canon: canon))
    }
    for child in element.child("associations")?.children ?? [] where !fields.contains(where: { $0.name == child.name })
    {
      var field = association(child)
      field.isReadOnly = canon.views.contains(child.name)
      fields.append(field)
    }
    for absent in canon.absent where !fields.contains(where: { $0.name == absent.name }) {
      fields.append(
        FieldSchema(
          absent.name, absent.kind, serverName: "", isReadOnly: absent.isReadOnly, isFilterable: false))
    }
    return ShopResource(schema: schema(fields, canon: canon), serverName: serverName)
  }

  private func field(_ element: XMLElement, canon: Canon) -> FieldSchema {
    let name = canon.formerNames[element.name] ?? element.name
    let isTranslated = element.children.contains { $0.name == "language" }
    let kind = FieldKinds.kind(
      name: element.name, format: element.attributes["format"], isTranslated: isTranslated, in: resource)
    return FieldSchema(
      name, kind, serverName: element.name, isReadOnly: isReadOnly(element),
      isRequired: element.attributes["required"] == "true",
      isFilterable: element.attributes["notFilterable"] != "true",
      maximumLength: element.attributes["maxSize"].flatMap { Int($0) } ?? canon.limits[name],
      scale: nil, format: element.attributes["format"],
      // What the shop cleans as it saves it (Tools::purifyHTML), or decides upon itself.
      isRewritten: element.attributes["format"] == "isCleanHtml" || canon.decided.contains(name))
  }

  private func isReadOnly(_ element: XMLElement) -> Bool {
    element.attributes["read_only"] == "true" || element.attributes["readOnly"] == "true"
  }

  /// Rows that hold nothing but an id are references. An association that the blank schema shows without a row is one
  /// too.
  private func association(_ element: XMLElement) -> FieldSchema {
    let columns = element.children.first?.children ?? []
    guard columns.contains(where: { $0.name != "id" }) else {
      return FieldSchema(
        element.name, .references(ResourceNames.target(ofAssociation: element.name)), isFilterable: false)
    }
    let target = ResourceNames.target(ofAssociation: element.name)
    let rows = columns.map { column in
      FieldSchema(
        column.name,
        column.name == "id" && element.attributes["virtualEntity"] != "true"
          ? .reference(target) : FieldKinds.kind(name: column.name, format: nil, isTranslated: false, in: target),
        isReadOnly: isReadOnly(column), isRequired: column.attributes["required"] == "true", isFilterable: false)
    }
    return FieldSchema(element.name, .rows(rows), isFilterable: false)
  }

  private func schema(_ fields: [FieldSchema], canon: Canon) -> ResourceSchema {
    let hasPatch = version?.hasPatch ?? false
    let hasWatermark =
      canon.watermark.map { name in fields.contains { $0.name == name && !$0.serverName.isEmpty } } ?? false
    let update: ResourceSchema.Update =
      !canon.canUpdate || (canon.onlyPatch && !hasPatch) ? .never : hasPatch ? .partial : .readMergeWrite
    return ResourceSchema(
      name: resource, fields: fields, creation: canon.creation, update: update,
      changeFeed: hasWatermark
        ? canon.watermark.map { .init(watermark: $0, overlap: Overlap.usual, isExact: !canon.watermarkMayLag) } : nil,
      actions: actions(canon),
      writeLimit: canon.writeLimit, pageSize: pageSize)
  }

  private func actions(_ canon: Canon) -> [ResourceSchema.Action] {
    let own: [ResourceSchema.Action] =
      switch resource {
      case "orders": [StateAction.schema, TrackingAction.schema]
      case "products": [DefaultCombination.schema]
      default: []
      }
    return own + (canon.isDeletable ? [ResourceSchema.Action(name: ResourceSchema.Action.delete)] : [])
  }
}
