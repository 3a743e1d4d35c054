import NIOCore
import NIOHTTP1
import NIOPosix

/// One connection to the server.
struct ServerConnection {
  typealias Wrapped = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

  struct Link {
    let answers: AnswerReader
    let requests: NIOAsyncChannelOutboundWriter<HTTPClientRequestPart>
  }

  /// How long an idle connection is taken to be open still. Servers close idle connections after seconds, and a request
  /// sent in that moment would be lost without the plan having said so.
  static let trust = Duration.milliseconds(500)

  let channel: Wrapped

  static func open(_ upstream: Upstream) async throws -> ServerConnection {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .connect(host: upstream.host, port: upstream.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          // Headers pass as they are: nothing of their framing is added.
          var encoding = HTTPRequestEncoder.Configuration()
          encoding.automaticallySetFramingHeaders = false
          try channel.pipeline.syncOperations.addHTTPClientHandlers(
            enableOutboundHeaderValidation: false, encoderConfiguration: encoding)
          return try Wrapped(wrappingChannelSynchronously: channel)
        }
      }
    return ServerConnection(channel: channel)
  }
}
