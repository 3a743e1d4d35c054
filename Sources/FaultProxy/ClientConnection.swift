import NIOCore
import NIOHTTP1

/// One connection of a client: its requests one after another, each with the fate it was given.
struct ClientConnection {
  typealias Wrapped = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

  /// Thrown to close the connection in the middle of whatever is going on.
  struct Cut: Error {}

  let proxy: FaultProxy

  static func wrap(_ channel: any Channel) -> EventLoopFuture<Wrapped> {
    channel.eventLoop.makeCompletedFuture {
      try channel.pipeline.syncOperations.configureHTTPServerPipeline(
        withOutboundHeaderValidation: false, withEncoderConfiguration: Self.encoding)
      return try Wrapped(wrappingChannelSynchronously: channel)
    }
  }

  private static var encoding: HTTPResponseEncoder.Configuration {
    var configuration = HTTPResponseEncoder.Configuration()
    configuration.automaticallySetFramingHeaders = false
    return configuration
  }

  func serve(_ channel: Wrapped) async {
    do {
      try await channel.executeThenClose { inbound, outbound in
        try await serve(RequestReader(inbound), outbound)
      }
    } catch {
      // Cut as planned, or by one of the two sides: either way the connection is closed now.
      proxy.logger.debug("A connection was cut.", metadata: ["reason": "\(error)"])
    }
  }

  private func serve(_ requests: RequestReader, _ answers: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>)
    async throws
  {
    var next = try await admit(requests)
    while let exchange = next {
      if exchange.fate.action.isForwarded {
        next = try await serve(from: exchange, requests, answers)
      } else {
        guard try await Exchange.alone(exchange, proxy, requests, answers) else { return }
        next = try await admit(requests)
      }
    }
  }

  /// Serves this and the following requests over one connection to the server, until one of them is not forwarded or
  /// the connection has ended or has been idle for so long that the server may be about to close it. Returns the
  /// request to go on with; nil: the client is done.
  private func serve(
    from first: Exchange, _ requests: RequestReader, _ answers: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
  ) async throws -> Exchange? {
    let connection: ServerConnection
    do {
      connection = try await ServerConnection.open(proxy.upstream)
    } catch {
      proxy.end(first.fate.number)
      throw error
    }
    return try await connection.channel.executeThenClose { inbound, outbound in
      let link = ServerConnection.Link(answers: AnswerReader(inbound), requests: outbound)
      var current = first
      while true {
        guard try await current.forward(over: link, proxy, requests, answers) else { return nil }
        let idle = ContinuousClock.now
        guard let next = try await admit(requests) else { return nil }
        let isUsable = connection.channel.channel.isActive && ContinuousClock.now - idle < ServerConnection.trust
        guard isUsable, next.fate.action.isForwarded else { return next }
        current = next
      }
    }
  }

  private func admit(_ requests: RequestReader) async throws -> Exchange? {
    guard let head = try await requests.head() else { return nil }
    return Exchange(head: head, fate: proxy.admit(method: head.method.rawValue, path: head.uri))
  }
}
