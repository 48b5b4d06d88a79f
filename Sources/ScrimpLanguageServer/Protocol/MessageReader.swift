/// Cuts a stream of bytes into messages: headers, an empty line, and as many bytes as `Content-Length` says.
package struct MessageReader: Sendable {
    package enum Part: Sendable {
        case message([UInt8])
        /// Headers that no message can follow; they have been passed over.
        case malformed(reason: String)
    }

    /// A message of more bytes is not waited for.
    package static let longestMessage = 1 << 30
    private static let longestHeader = 1 << 16

    private var bytes: [UInt8] = []
    /// Everything before it has been given out.
    private var position = 0

    package init() {}

    package mutating func append(_ more: [UInt8]) {
        if position > 0 {
            bytes.removeFirst(position)
            position = 0
        }
        bytes += more
    }

    /// The next whole message; nil where more bytes are needed.
    package mutating func next() -> Part? {
        guard let header = header() else {
            guard bytes.count - position > Self.longestHeader else { return nil }
            position = bytes.count
            return .malformed(reason: "the headers have no end")
        }
        guard let length = Self.length(in: bytes[position..<header]) else {
            position = header
            return .malformed(reason: "the headers have no `Content-Length`")
        }
        guard length <= Self.longestMessage else {
            position = header
            return .malformed(reason: "the message is longer than can be read")
        }
        guard bytes.count - header >= length else { return nil }
        let message = Array(bytes[header..<header + length])
        position = header + length
        return .message(message)
    }

    /// The offset behind the empty line that ends the headers; nil where there is none yet.
    private func header() -> Int? {
        var lineStart = position
        var index = position
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\n") {
                let isEmpty =
                    index == lineStart || (index == lineStart + 1 && bytes[lineStart] == UInt8(ascii: "\r"))
                if isEmpty { return index + 1 }
                lineStart = index + 1
            }
            index += 1
        }
        return nil
    }

    private static func length(in headers: ArraySlice<UInt8>) -> Int? {
        for line in headers.split(separator: UInt8(ascii: "\n")) {
            let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1)
            guard parts.count == 2, String(decoding: parts[0], as: UTF8.self).lowercased() == "content-length" else {
                continue
            }
            let digits = parts[1].filter {
                $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\t")
            }
            guard let length = Int(String(decoding: digits, as: UTF8.self)), length >= 0 else { return nil }
            return length
        }
        return nil
    }
}
