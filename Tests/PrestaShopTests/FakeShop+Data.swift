extension FakeShop {
  static let settings: [String: [Row]] = [
    "configurations": [
      ["id": "1", "name": "PS_TIMEZONE", "value": "Europe/Paris", "id_shop": "", "id_shop_group": ""],
      ["id": "2", "name": "PS_LANG_DEFAULT", "value": "2", "id_shop": "", "id_shop_group": ""],
      ["id": "3", "name": "PS_ROUND_TYPE", "value": "2", "id_shop": "", "id_shop_group": ""],
    ],
    "languages": [["id": "1", "iso_code": "en"], ["id": "2", "iso_code": "fr"]],
    "shops": [["id": "1", "id_shop_group": "1"]],
    "shop_groups": [["id": "1", "share_stock": "0"]],
    "currencies": [["id": "1", "iso_code": "EUR", "conversion_rate": "1.000000", "active": "1"]],
    "order_states": [["id": "2", "paid": "1"]],
    "orders": [], "products": [], "combinations": [], "stock_availables": [], "order_histories": [], "customers": [],
    "order_carriers": [], "carriers": [["id": "2", "url": "https://follow.test/@"], ["id": "3", "url": ""]],
  ]

  /// A synopsis of special prices.
  static let prices = """
    <specific_price>
    <id_product required="true" format="isUnsignedId"><![CDATA[]]></id_product>
    <id_group required="true" format="isUnsignedId"><![CDATA[]]></id_group>
    <from_quantity required="true" format="isUnsignedInt"><![CDATA[]]></from_quantity>
    <from required="true" format="isDateFormat"><![CDATA[]]></from>
    <to required="true" format="isDateFormat"><![CDATA[]]></to>
    </specific_price>
    """

  static let synopses: [String: String] = [
    "orders": """
    <order>
    <id_customer required="true" format="isUnsignedId"><![CDATA[]]></id_customer>
    <current_state format="isUnsignedId"><![CDATA[]]></current_state>
    <reference><![CDATA[]]></reference>
    <valid><![CDATA[]]></valid>
    <date_upd format="isDate"><![CDATA[]]></date_upd>
    <total_paid_tax_incl format="isPrice"><![CDATA[]]></total_paid_tax_incl>
    <shipping_number notFilterable="true"><![CDATA[]]></shipping_number>
    <associations><order_rows nodeType="order_row" virtualEntity="true"><order_row>
    <id><![CDATA[]]></id>
    <product_id xlink:href="http://shop.test/api/products/" required="true"><![CDATA[]]></product_id>
    <product_quantity required="true"><![CDATA[]]></product_quantity>
    <product_price read_only="true" readOnly="true"><![CDATA[]]></product_price>
    </order_row></order_rows></associations>
    </order>
    """,
    "products": """
    <product>
    <quantity notFilterable="true" read_only="true" readOnly="true"><![CDATA[]]></quantity>
    <position_in_category notFilterable="true"><![CDATA[]]></position_in_category>
    <reference maxSize="64" format="isReference"><![CDATA[]]></reference>
    <ean13 maxSize="13" format="isEan13"><![CDATA[]]></ean13>
    <price required="true" format="isPrice"><![CDATA[]]></price>
    <active format="isBool"><![CDATA[]]></active>
    <weight format="isUnsignedFloat"><![CDATA[]]></weight>
    <available_date format="isDateFormat"><![CDATA[]]></available_date>
    <date_upd format="isDate"><![CDATA[]]></date_upd>
    <name maxSize="20" format="isCatalogName"><language id="1" format="isUnsignedId"><![CDATA[]]></language>
      <language id="2"><![CDATA[]]></language></name>
    <associations>
    <categories nodeType="category" api="categories">
      <category><id required="true"><![CDATA[]]></id></category></categories>
    <combinations nodeType="combination" api="combinations">
      <combination><id required="true"><![CDATA[]]></id></combination></combinations>
    </associations>
    </product>
    """,
    "combinations": """
    <combination>
    <id_product required="true" format="isUnsignedId"><![CDATA[]]></id_product>
    <reference maxSize="64"><![CDATA[]]></reference>
    <price maxSize="20" format="isNegativePrice"><![CDATA[]]></price>
    <weight format="isFloat"><![CDATA[]]></weight>
    <default_on format="isBool"><![CDATA[]]></default_on>
    </combination>
    """,
    "stock_availables": """
    <stock_available>
    <id_product required="true" format="isUnsignedId"><![CDATA[]]></id_product>
    <id_product_attribute required="true" format="isUnsignedId"><![CDATA[]]></id_product_attribute>
    <id_shop format="isUnsignedId"><![CDATA[]]></id_shop>
    <id_shop_group format="isUnsignedId"><![CDATA[]]></id_shop_group>
    <quantity required="true" format="isInt"><![CDATA[]]></quantity>
    <depends_on_stock required="true" format="isBool"><![CDATA[]]></depends_on_stock>
    <out_of_stock required="true" format="isInt"><![CDATA[]]></out_of_stock>
    </stock_available>
    """,
    "customers": """
    <customer>
    <email required="true" maxSize="255" format="isEmail"><![CDATA[]]></email>
    <birthday format="isBirthDate"><![CDATA[]]></birthday>
    <date_upd format="isDate"><![CDATA[]]></date_upd>
    </customer>
    """,
    "order_carriers": """
    <order_carrier>
    <id_order required="true" format="isUnsignedId"><![CDATA[]]></id_order>
    <id_carrier required="true" format="isUnsignedId"><![CDATA[]]></id_carrier>
    <id_order_invoice format="isUnsignedId"><![CDATA[]]></id_order_invoice>
    <weight format="isFloat"><![CDATA[]]></weight>
    <shipping_cost_tax_excl format="isFloat"><![CDATA[]]></shipping_cost_tax_excl>
    <shipping_cost_tax_incl format="isFloat"><![CDATA[]]></shipping_cost_tax_incl>
    <tracking_number format="isTrackingNumber"><![CDATA[]]></tracking_number>
    <date_add format="isDate"><![CDATA[]]></date_add>
    </order_carrier>
    """,
    "carriers": """
    <carrier><url format="isAbsoluteUrl"><![CDATA[]]></url></carrier>
    """,
    "order_states": """
    <order_state><paid format="isBool"><![CDATA[]]></paid></order_state>
    """,
    "order_histories": """
    <order_history>
    <id_order_state required="true" format="isUnsignedId"><![CDATA[]]></id_order_state>
    <id_order required="true" format="isUnsignedId"><![CDATA[]]></id_order>
    <date_add format="isDate"><![CDATA[]]></date_add>
    </order_history>
    """,
  ]
}
