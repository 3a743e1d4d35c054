/// Sixty accounts of the demo's shop: most are registered, some are guests, and some of those are the same person again.
struct DemoCustomers {
  typealias Buyer = (customer: Int, address: Int)

  private static let firstNames = [
    "Jeanne", "Karim", "Élodie", "Matthias", "Chloé", "Yann", "Inès", "Théo", "Brigitte", "Noé", "Agnès", "Samir",
    "Lucie", "Jörg", "Margaux", "Étienne",
  ]
  private static let lastNames = ["Martin", "Benali", "Lefèvre", "Grünwald", "d'Aubigny", "Le Goff", "Roussel-Petit"]
  private static let places: [(street: String, postcode: String, city: String, country: Int)] = [
    ("3 rue des Lilas", "69001", "Lyon", 8), ("12 quai de la Fosse", "44000", "Nantes", 8),
    ("7 bis place du Marché", "67000", "Strasbourg", 8), ("41 rue Haute", "1000", "Bruxelles", 3),
    ("Lindenweg 8", "79098", "Freiburg", 1), ("2 côte du Château", "29200", "Brest", 8),
  ]
  private static let languages = [2, 2, 2, 2, 3, 1]

  /// Adds them; the first three are the ones that the orders know by name: Jeanne, Jeanne as a guest, and Karim.
  static func add(to shop: SimulatedShop) -> [Buyer] {
    var buyers = [
      add(to: shop, "jeanne.martin@example.com", "Jeanne", "Martin", place: 0),
      add(to: shop, "Jeanne.MARTIN@example.com", "Jeanne", "Martin", place: 0, isGuest: true),
      add(to: shop, "karim.benali@example.com", "Karim", "Benali", place: 1),
    ]
    for number in 3..<50 {
      buyers.append(
        add(
          to: shop, email(number), firstNames[number % firstNames.count], lastNames[number * 3 % lastNames.count],
          place: number))
    }
    // Guests: four whom nobody knows, one of them twice, and four people of above.
    for number in [50, 51, 52, 53, 53, 53] {
      buyers.append(
        add(to: shop, email(number), firstNames[number % firstNames.count], "Nouvel", place: number, isGuest: true))
    }
    for number in [7, 12, 20, 33] {
      buyers.append(
        add(
          to: shop, email(number).uppercased(), firstNames[number % firstNames.count],
          lastNames[number * 3 % lastNames.count], place: number, isGuest: true))
    }
    return buyers
  }

  private static func email(_ number: Int) -> String { "client\(number)@example.org" }

  private static func add(
    to shop: SimulatedShop, _ email: String, _ first: String, _ last: String, place number: Int, isGuest: Bool = false
  ) -> Buyer {
    let place = places[number % places.count]
    let id = shop.addCustomer(
      email: email, firstName: first, lastName: last, isGuest: isGuest,
      fields: ["id_lang": String(languages[number % places.count])])
    let address = shop.addAddress(
      customer: id, country: place.country,
      fields: ["address1": place.street, "postcode": place.postcode, "city": place.city])
    return (id, address)
  }
}
