// swift-tools-version: 6.0
import PackageDescription

// The arrows between the modules are the design's: one way only, and the engine knows no system.
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let collections = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "passerelle",
  products: [
    .executable(name: "passerelle", targets: ["passerelle"]),
    .executable(name: "benchmarks", targets: ["benchmarks"]),
    .executable(name: "proofs", targets: ["proofs"]),
    // Preloaded into the worker by the proofs: it kills it around a commit of the journal.
    .library(name: "CommitKiller", type: .dynamic, targets: ["CommitKiller"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.0.0"),
  ],
  targets: [
    // System libraries, as Swift sees them.
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev", "zlib1g-dev"])]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),

    // What a record is, and what a connector must do.
    .target(name: "Records"),

    // The road.
    .target(name: "Transport", dependencies: ["CCurl", logging]),
    .target(name: "XMLStream", dependencies: ["CLibXML2"]),

    // The two systems.
    .target(name: "PrestaShop", dependencies: ["Transport", "XMLStream", "Records", logging]),
    .target(name: "Odoo", dependencies: ["Transport", "Records", logging, crypto]),

    // How one record becomes another, what was done, and who does it.
    .target(name: "Mapping", dependencies: ["Records", "Yams", crypto, collections]),
    .target(name: "JournalStore", dependencies: ["Records"]),
    .target(name: "Journal", dependencies: ["JournalStore", "Records", grdb]),
    .target(name: "Engine", dependencies: ["Mapping", "JournalStore", "Records", logging, crypto]),
    .target(name: "Console", dependencies: ["Engine", "JournalStore", "Mapping", "Records"]),

    // Both systems simulated, and what goes wrong between them and us.
    .target(
      name: "Sandbox",
      dependencies: [
        "XMLStream", "Records", hummingbird, hummingbirdCore, httpTypes, nioCore, nioPosix, crypto, collections,
        logging, lifecycle,
      ],
      resources: [.copy("Resources")]),
    .target(name: "FaultProxy", dependencies: [nioCore, nioPosix, nioHTTP1, logging]),
    .target(name: "CommitKiller"),

    .executableTarget(
      name: "passerelle",
      dependencies: [
        "Console", "Sandbox", "Engine", "Journal", "JournalStore", "Mapping", "Records",
        "PrestaShop", "Odoo", "Transport", "Yams", argumentParser, logging,
      ]),
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "Sandbox", "Transport", "CCurl", "XMLStream", "PrestaShop", "Journal", "JournalStore", "Records",
        argumentParser, logging,
      ]),
    .executableTarget(
      name: "proofs",
      dependencies: [
        "Sandbox", "FaultProxy", "Engine", "Journal", "JournalStore", "Mapping", "Records", "PrestaShop", "Odoo",
        argumentParser,
        logging,
      ]),

    .testTarget(name: "RecordsTests", dependencies: ["Records"]),
    .testTarget(name: "TransportTests", dependencies: ["Transport", "CCurl", logging]),
    .testTarget(name: "XMLStreamTests", dependencies: ["XMLStream"]),
    .testTarget(name: "PrestaShopTests", dependencies: ["PrestaShop", "XMLStream", "Transport", "Records", logging]),
    .testTarget(name: "OdooTests", dependencies: ["Odoo", "Transport", "Records", logging]),
    .testTarget(name: "MappingTests", dependencies: ["Mapping", "Records"]),
    .testTarget(name: "JournalTests", dependencies: ["Journal", "JournalStore", "Records", grdb]),
    .testTarget(
      name: "EngineTests", dependencies: ["Engine", "Journal", "JournalStore", "Mapping", "Records", logging]),
    .testTarget(name: "ConsoleTests", dependencies: ["Console", "Engine", "JournalStore", "Mapping", "Records"]),
    .testTarget(name: "SandboxTests", dependencies: ["Sandbox", "XMLStream", "Records"]),
    // What the connectors rely on, run against the simulated servers or, by environment variables, against real ones.
    .testTarget(
      name: "ContractTests",
      dependencies: ["Odoo", "PrestaShop", "Records", "Sandbox", "Transport", "XMLStream", logging]),
    .testTarget(name: "FaultProxyTests", dependencies: ["FaultProxy", hummingbird, nioCore, nioPosix, nioHTTP1]),
    // From end to end: the shipped mapping files, both connectors and the engine, on the simulated servers.
    .testTarget(
      name: "ThreadTests",
      dependencies: [
        "passerelle", "Console", "Engine", "Journal", "JournalStore", "Mapping", "Records", "PrestaShop", "Odoo",
        "Transport", "Sandbox", "FaultProxy", logging,
      ]),
  ],
  swiftLanguageModes: [.v6]
)
