import Foundation
import Records

/// The real program, run as a scheduler runs it.
enum Program {
  struct End: Sendable {
    var status: Int32
    var output: String
    var errors: String
  }

  static let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "passerelle")

  static func run(_ arguments: [String], in folder: Folder, environment: [String: String] = [:]) async throws -> End {
    let (output, errors) = (folder.path + "/out.\(UUID())", folder.path + "/err.\(UUID())")
    let script = "cd \"$1\" && out=$2 && err=$3 && shift 3 && exec \"$@\" >\"$out\" 2>\"$err\""
    var all = ["PATH": "/usr/bin:/bin", "HOME": folder.path, "LANG": "en_US.UTF-8"]
    all.merge(environment) { $1 }
    let command = ["/bin/sh", "-c", script, "sh", folder.path, output, errors, path.path] + arguments
    let process = try spawn(command, all.map { "\($0)=\($1)" })
    let status = await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: wait(for: process)) }
    }
    return End(
      status: status, output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }

  /// Foundation's `Process` is not safe beside servers that open and close their connections all the time.
  private static func spawn(_ command: [String], _ environment: [String]) throws -> pid_t {
    var process: pid_t = 0
    let arguments = command.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    let failure = posix_spawn(&process, command[0], nil, nil, arguments, variables)
    guard failure == 0 else { throw Fault(.configuration, "SPAWN", "\(command[0]) does not start: \(failure).") }
    return process
  }

  /// The exit status, or the signal's number and 128.
  private static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }
}

extension Bench {
  /// `passerelle.yaml` of this bench with some lines replaced, and its keys.
  func configure(_ replacing: [String: String] = [:], mappings: [String] = []) throws {
    var text = """
      instance: \(Self.instance)
      journal: journal.sqlite
      mappings: [\(([Shipped.folder] + mappings).joined(separator: ", "))]
      shop:
        url: \(shop.url ?? "")
        key: {file: shop.key}
        requests per second: 0
      erp:
        url: \(erp.url ?? "")
        database: erp
        login: connector
        key: {env: THREAD_ERP_KEY}
      settings:
        go_live: 2020-01-01
      """
    for (old, new) in replacing { text = text.replacing(old, with: new) }
    try folder.write("passerelle.yaml", text)
    try folder.write("shop.key", shop.key + "\n")
  }

  func program(_ arguments: String..., environment: [String: String] = [:]) async throws -> Program.End {
    comeToThePresent()
    return try await Program.run(
      arguments, in: folder, environment: ["THREAD_ERP_KEY": Self.erpKey].merging(environment) { $1 })
  }

  /// How often records were asked for, at either side: descriptions and settings are none.
  var recordsAsked: Int {
    let shopAsked = shop.log.entries.count { entry in
      ["/api/orders", "/api/customers", "/api/addresses", "/api/order_details", "/api/products"].contains(entry.path)
        && !entry.query.contains("schema=")
    }
    let erpAsked = erp.calls.count { call in
      ["sale.order", "res.partner", "product.product"].contains(call.model ?? "")
        && !["fields_get", "default_get"].contains(call.method ?? "")
    }
    return shopAsked + erpAsked
  }
}
