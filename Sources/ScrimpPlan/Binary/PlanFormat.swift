/// The binary form of a plan. Little-endian throughout.
///
/// | bytes | what |
/// |---|---|
/// | 8 | `SCRIMP` CR LF, which also shows damage done to line ends |
/// | 4 | format version |
/// | 8 | length of the body |
/// | 32 | SHA-256 of the body |
/// | | the body: for each `PlanSection`, in order, its number (4), its length (8) and its entries |
///
/// A list is its number of entries (4) and the entries; an optional is 0 or 1 and the value; a choice is its number and its
/// values. The same plan has the same bytes.
public enum PlanFormat {
    /// Version of the binary form; a reader refuses all others.
    public static let version: UInt32 = 2
    static let magic: [UInt8] = [0x53, 0x43, 0x52, 0x49, 0x4D, 0x50, 0x0D, 0x0A]
    static let headerSize = 52
    static let sectionHeaderSize = 12
}

/// An entry of a section.
protocol PlanRecord {
    func write(to writer: inout PlanWriter)
    init(from reader: inout PlanReader) throws(PlanFault)
}

/// Appends values to bytes.
struct PlanWriter {
    var bytes: [UInt8] = []

    mutating func write(_ value: some FixedWidthInteger) {
        var rest = value
        for _ in 0..<(value.bitWidth / 8) {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    mutating func write(_ value: Bool) { write(value ? 1 as UInt8 : 0) }
    mutating func write(_ values: [some FixedWidthInteger]) {
        write(UInt32(truncatingIfNeeded: values.count))
        for value in values { write(value) }
    }
    mutating func write(_ value: (some FixedWidthInteger)?) {
        write(value != nil)
        if let value { write(value) }
    }
    mutating func write(_ record: some PlanRecord) { record.write(to: &self) }
    mutating func write<Record: PlanRecord>(_ records: [Record]) {
        write(UInt32(truncatingIfNeeded: records.count))
        for record in records { record.write(to: &self) }
    }
}

/// Takes values from the bytes of one section. Never reads beyond its end.
struct PlanReader {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    func finish() throws(PlanFault) {
        guard position == end else { throw .hasMore }
    }

    mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) throws(PlanFault) -> Value {
        let size = Value.bitWidth / 8
        guard end - position >= size else { throw .endsEarly }
        var value: Value = 0
        for index in (0..<size).reversed() {
            value = value << 8 | Value(truncatingIfNeeded: bytes[position + index])
        }
        position += size
        return value
    }

    mutating func byte() throws(PlanFault) -> UInt8 {
        guard position < end else { throw .endsEarly }
        position += 1
        return bytes[position - 1]
    }

    mutating func flag() throws(PlanFault) -> Bool {
        switch try byte() {
        case 0: false
        case 1: true
        default: throw .unknownTag
        }
    }

    mutating func optional<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) throws(PlanFault) -> Value? {
        try flag() ? try integer(type) : nil
    }

    /// A number of entries that can be there: each has a byte at least.
    private mutating func count(ofSize size: Int) throws(PlanFault) -> Int {
        let count = Int(try integer(UInt32.self))
        guard count <= (end - position) / size else { throw .endsEarly }
        return count
    }

    mutating func integers<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) throws(PlanFault) -> [Value] {
        let count = try count(ofSize: Value.bitWidth / 8)
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try integer(type)) }
        return values
    }

    mutating func records<Record: PlanRecord>(_ type: Record.Type = Record.self) throws(PlanFault) -> [Record] {
        let count = try count(ofSize: 1)
        var records: [Record] = []
        for _ in 0..<count { records.append(try Record(from: &self)) }
        return records
    }

    mutating func choice<Choice: RawRepresentable<UInt8>>(_ type: Choice.Type = Choice.self) throws(PlanFault) -> Choice
    {
        guard let choice = Choice(rawValue: try byte()) else { throw .unknownTag }
        return choice
    }
}
