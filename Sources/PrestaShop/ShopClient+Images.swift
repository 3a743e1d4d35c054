import Records
import Transport
import XMLStream

/// Pictures on the wire: neither a file that is sent nor a picture that comes is ever whole in memory.
extension ShopClient {
  /// How a picture is at the shop.
  enum PictureState: Sendable {
    case whole
    /// Its row is there, its file is not.
    case missing
    case gone
  }

  /// Sends a picture's file. Of the answer only what stands before the picture is kept, whatever it says; only the road is thrown.
  func upload(
    _ file: PictureFile, _ format: PictureFile.Format, to path: String, replacing: Bool
  ) async throws(TransportFailure) -> ShopAnswer {
    let url = url(path, replacing ? [("ps_method", "PUT")] : [])
    let request = HTTPRequest(
      method: "POST", url: url, headers: headers, body: .multipart([file.part(format)]), effect: .write,
      label: "POST \(path)")
    return try await answer(to: request) { body in try await self.beginning(of: body) }
  }

  func deletePicture(_ path: String) async throws(TransportFailure) -> ShopAnswer {
    let request = HTTPRequest(
      method: "DELETE", url: url(path), headers: headers, effect: .write, label: "DELETE \(path)")
    return try await answer(to: request) { body in try await self.beginning(of: body) }
  }

  func state(ofPicture path: String) async throws(Fault) -> PictureState {
    let answer = try await getPicture(path) { body in
      body.cancel()
      return ShopAnswer(status: body.status, headers: body.headers)
    }
    return try Self.state(answer, path)
  }

  /// Puts a picture's bytes into a file. A body that is cut is asked for again.
  /// Throws SHOP_RECORD_GONE, NO_TEMPORARY_FILE.
  func fetchPicture(_ path: String, to file: String) async throws(Fault) {
    var attempt = 1
    while true {
      do throws(Fault) {
        let answer = try await getPicture(path) { body in
          var writer = try FileWriter(file)
          while let piece = try await body.next() { try writer.write(piece) }
          writer.finish()
          return ShopAnswer(status: body.status, headers: body.headers)
        }
        guard try Self.state(answer, path) == .whole else {
          throw Images.gone(RecordKey(path.split(separator: "/").suffix(2).map(String.init)))
        }
        return
      } catch {
        guard attempt < configuration.maximumAttempts, error.code == "SHOP_TRUNCATED" else { throw error }
        attempt += 1
      }
    }
  }

  private func url(_ path: String, _ parameters: [(String, String)] = []) -> String {
    ShopURL.make(
      api: configuration.apiURL, path: path, parameters: [("id_shop", String(configuration.shopID))] + parameters)
  }

  private static func state(_ answer: ShopAnswer, _ path: String) throws(Fault) -> PictureState {
    if answer.isPicture { return .whole }
    let codes = Set(answer.errors.compactMap(\.code))
    if codes.contains(57) { return .gone }
    if !codes.isDisjoint(with: [47, 59, 61]) { return .missing }
    throw AnswerFault(method: "GET", resource: path, isWrite: false).fault(for: answer)
  }

  /// - Parameter take: what to do with a picture; anything else is read as a document.
  private func getPicture(
    _ path: String, _ take: @Sendable (ShopBody) async throws -> ShopAnswer
  ) async throws(Fault) -> ShopAnswer {
    let request = HTTPRequest(method: "GET", url: url(path), headers: headers, effect: .read, label: "GET \(path)")
    do {
      let body = try await transport.open(request)
      guard ShopAnswer(status: body.status, headers: body.headers).isPicture else {
        return try await beginning(of: body)
      }
      return try await take(body)
    } catch let failure as TransportFailure {
      throw RoadFault.fault(for: failure, resource: path)
    } catch let failure as FileFailure {
      throw RoadFault.file(failure.description)
    } catch {
      throw RoadFault.file("\(error)")
    }
  }

  /// An answer until its first element is whole; the rest, mostly a picture, is read and thrown away, so that the connection can be used
  /// again. What has been understood is not undone by a rest that is cut.
  private func beginning(of body: ShopBody) async throws -> ShopAnswer {
    var answer = ShopAnswer(status: body.status, headers: body.headers)
    let parser = XMLRecordParser(root: "prestashop", recordDepth: 1)
    var start: [UInt8] = []
    do {
      while let piece = try await body.next() {
        if start.count < 2000, !answer.isPicture { start += piece.prefix(2000 - start.count) }
        guard answer.failure == nil, answer.elements.isEmpty, !answer.isPicture else { continue }
        do { answer.elements = try parser.feed(piece) } catch { answer.failure = error }
      }
    } catch {
      guard !answer.elements.isEmpty || answer.isPicture else { throw error }
    }
    if answer.elements.isEmpty, answer.failure == nil, !answer.isPicture {
      do { answer.elements = try parser.finish() } catch { answer.failure = error }
    }
    answer.containers = parser.containers
    answer.excerpt = Excerpt.shorten(String(decoding: start, as: UTF8.self))
    return answer
  }
}

extension ShopAnswer {
  /// It is no document but a picture.
  var isPicture: Bool { status == 200 && headers["Content-Type"]?.hasPrefix("image/") == true }

  /// The row of a picture that was taken.
  var takenImage: Int? {
    guard (200...201).contains(status), let row = elements.first, row.name == "image" else { return nil }
    return row.child("id").flatMap { Int($0.text) }
  }

  /// Nothing but its status: what a deletion is answered with.
  var isEmpty: Bool { elements.isEmpty && failure?.kind == .empty }
}
