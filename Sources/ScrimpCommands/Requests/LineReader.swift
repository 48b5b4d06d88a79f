/// Lines of a file, or of standard input as they arrive. Holds no more than one line and what was read with it.
struct LineReader {
    enum Line {
        case text(ArraySlice<UInt8>)
        /// Longer than `limit`; its bytes were dropped.
        case tooLong
    }

    /// Bytes of the longest line that is read.
    static let limit = 1 << 24

    private let nextBytes: () throws(FileFailure) -> [UInt8]
    private var bytes: [UInt8] = []
    private var start = 0
    /// Up to here there is no end of a line: what was looked at once is not looked at again.
    private var searched = 0
    private var isEnded = false
    private var isSkipping = false

    /// - Parameter path: `-` for standard input.
    init(_ path: String, in environment: Environment) throws(FileFailure) {
        let next = try environment.files.open(path)
        let output = environment.output
        nextBytes = { () throws(FileFailure) in
            // What was decided so far is shown before more is waited for.
            if path == "-" { output.flush() }
            return try next()
        }
    }

    mutating func next() throws(FileFailure) -> Line? {
        while true {
            if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = take(upTo: end)
                start = end + 1
                searched = start
                return line
            }
            searched = bytes.count
            if isEnded {
                guard start < bytes.count || isSkipping else { return nil }
                let line = take(upTo: bytes.count)
                start = bytes.count
                return line
            }
            if searched - start > Self.limit { isSkipping = true }
            bytes.removeFirst(isSkipping ? searched : start)
            start = 0
            searched = bytes.count
            let more = try nextBytes()
            isEnded = more.isEmpty
            bytes += more
        }
    }

    private mutating func take(upTo end: Int) -> Line {
        defer { isSkipping = false }
        return isSkipping || end - start > Self.limit ? .tooLong : .text(bytes[start..<end])
    }
}
