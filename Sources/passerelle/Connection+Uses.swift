import Mapping
import PrestaShop
import Records

extension Connection {
  /// What the mapping files in use do to the shop besides reading it.
  var shopUses: Set<ShopUse> {
    var uses: Set<ShopUse> = []
    for mapping in mappings.mappings where mapping.target.system == shop.system {
      let resource = mapping.target.resource
      if !mapping.fields.isEmpty || !mapping.children.isEmpty {
        uses.insert(ShopUse(resource, .change))
        // What is found by its key is never made.
        if mapping.creates, mapping.find.isEmpty { uses.insert(ShopUse(resource, .create)) }
      }
      let removes = mapping.steps.contains { $0.action == ResourceSchema.Action.delete }
      if removes || mapping.each != nil && mapping.surplus == .delete { uses.insert(ShopUse(resource, .remove)) }
    }
    return uses
  }
}
