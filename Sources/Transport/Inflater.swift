import CCurl

/// Inflates one gzip or zlib stream, a piece at a time. Not shared between threads.
final class Inflater {
  enum Step {
    /// Output, maybe empty; call again with the rest of the input.
    case going([UInt8])
    /// The end of the stream, its checksum being right.
    case ended([UInt8])
    case broken
  }

  private let stream: UnsafeMutablePointer<z_stream>

  init?() {
    guard let stream = pzlib_open() else { return nil }
    self.stream = stream
  }

  deinit { pzlib_close(stream) }

  /// - Parameters:
  ///   - input: what has not been read yet; shortened by what is read now.
  ///   - limit: at most so many bytes come out of one call.
  func inflate(_ input: inout ArraySlice<UInt8>, limit: Int) -> Step {
    var status = Z_OK
    var read = 0
    let output = [UInt8](unsafeUninitializedCapacity: limit) { output, count in
      input.withUnsafeBufferPointer { bytes in
        // zlib does not write to its input; the field's type is from before `const`.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
        stream.pointee.avail_in = UInt32(clamping: bytes.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(clamping: limit)
        status = CCurl.inflate(stream, Z_NO_FLUSH)
        read = Int(UInt32(clamping: bytes.count) - stream.pointee.avail_in)
        count = Int(UInt32(clamping: limit) - stream.pointee.avail_out)
      }
    }
    input = input.dropFirst(read)
    return switch status {
    // Z_BUF_ERROR: nothing to do with this input and this room; not an error.
    case Z_OK, Z_BUF_ERROR: .going(output)
    case Z_STREAM_END: .ended(output)
    default: .broken
    }
  }

  /// Ready for a further member of the same gzip file.
  func reset() { inflateReset(stream) }
}
