/// Records of a CSV file by RFC 4180: commas, cells in quotes where they hold commas or line ends.
struct CSVRecords {
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // A byte order mark is no part of the first name.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    struct Record {
        var cells: [String]
        /// Where it starts, counted from one.
        var line: Int
    }

    /// Nil at the end.
    mutating func next() -> Record? {
        guard place < bytes.count else { return nil }
        var record = Record(cells: [], line: line)
        var cell: [UInt8] = []
        var isQuoted = false
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == UInt8(ascii: "\n") { line += 1 }
            switch byte {
            case UInt8(ascii: "\""):
                if isQuoted, place < bytes.count, bytes[place] == byte {
                    cell.append(byte)
                    place += 1
                } else {
                    isQuoted.toggle()
                }
            case UInt8(ascii: ",") where !isQuoted:
                record.cells.append(String(decoding: cell, as: UTF8.self))
                cell = []
            case UInt8(ascii: "\r") where !isQuoted: continue
            case UInt8(ascii: "\n") where !isQuoted:
                record.cells.append(String(decoding: cell, as: UTF8.self))
                return record
            default: cell.append(byte)
            }
        }
        record.cells.append(String(decoding: cell, as: UTF8.self))
        return record
    }
}
