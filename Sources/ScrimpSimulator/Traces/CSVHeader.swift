/// The first line of a CSV file: the names of its columns.
struct CSVHeader {
    var names: [String] = []
    /// Where the first row begins, and on which line.
    var next = 0
    var line = 1

    /// Reads the header at `start`, after lines that begin with `#`. Nil where it does not end inside the window.
    init?(_ bytes: RawSpan, from start: Int, separator: UInt8, _ window: ScanWindow) {
        let scanner = CSVScanner(separator: separator, readers: [], headerCount: 0)
        next = start
        while next < window.limit {
            let byte = bytes.byte(at: next)
            if byte != UInt8(ascii: "#"), byte != CSVScanner.lineFeed, byte != CSVScanner.carriageReturn { break }
            while next < window.limit, bytes.byte(at: next) != CSVScanner.lineFeed { next += 1 }
            next += 1
            line += 1
        }
        guard next < window.limit else { return nil }
        while true {
            let extent = scanner.extent(bytes, next, window)
            guard extent.terminator != 0 else { return nil }
            names.append(Self.name(bytes, extent))
            line += extent.newlines
            next = extent.next
            if extent.terminator == separator {
                next += 1
                continue
            }
            next += bytes.byte(at: next) == CSVScanner.carriageReturn ? 2 : 1
            next = min(next, window.limit)
            line += 1
            return
        }
    }

    private static func name(_ bytes: RawSpan, _ extent: CSVScanner.Extent) -> String {
        var text: [UInt8] = []
        var offset = extent.start
        while offset < extent.end {
            let byte = bytes.byte(at: offset)
            text.append(byte)
            offset += extent.hasEscapes && byte == CSVScanner.quote ? 2 : 1
        }
        while text.last == 0x20 { text.removeLast() }
        return String(decoding: text.drop { $0 == 0x20 }, as: UTF8.self)
    }
}
