extension FaultTexts {
  /// Codes with which the shop stops a picture.
  static let pictures: [FaultText] = [
    FaultText(
      "SHOP_PICTURE_FORMAT", .replay,
      english: .init(
        cause: "A file of {size} bytes that should become a picture of product {product} is none.",
        remedy: "Replace it in {from} by a JPEG, PNG or GIF; WebP is taken from PrestaShop 8 on."),
      french: .init(
        cause: "Un fichier de {size} octets qui devait devenir une image du produit {product} n'en est pas une.",
        remedy: "Remplacez-le dans {from} par un JPEG, PNG ou GIF ; WebP est admis à partir de PrestaShop 8.")),
    FaultText(
      "SHOP_PICTURE_REFUSED", .replay,
      english: .init(
        cause: "PrestaShop does not take a picture of product {product} ({format}, {size} bytes)[: {messages}].",
        remedy: """
          Open it, save it again as JPEG or PNG, and replace it in {from}: it may be damaged, of a kind that this version does not know \
          (WebP is taken from PrestaShop 8 on), or have too many pixels for the shop's memory.
          """),
      french: .init(
        cause: "PrestaShop ne prend pas une image du produit {product} ({format}, {size} octets)[ : {messages}].",
        remedy: """
          Ouvrez-la, enregistrez-la à nouveau en JPEG ou PNG et remplacez-la dans {from} : elle peut être abîmée, d'un format inconnu de \
          cette version (WebP est admis à partir de PrestaShop 8), ou avoir trop de pixels pour la mémoire de la boutique.
          """)),
    FaultText(
      "SHOP_PICTURE_TOO_LARGE", .replay,
      english: .init(
        cause: "A picture of product {product} is too large for PrestaShop ({format}, {size} bytes)[: {messages}].",
        remedy: """
          Make it smaller in {from}, or raise the limit for pictures in the back office (Advanced Parameters > Administration) and those of \
          PHP and of the web server.
          """),
      french: .init(
        cause:
          "Une image du produit {product} est trop grande pour PrestaShop ({format}, {size} octets)[ : {messages}].",
        remedy: """
          Réduisez-la dans {from}, ou relevez la limite des images dans le back-office (Paramètres avancés > Administration) et celles de \
          PHP et du serveur web.
          """)),
  ]
}
