import ScrimpRuntime
import ScrimpTestSupport
import Testing

@Suite struct RecordsTests {
    @Test func numbersComeBackAsTheyWere() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<500 {
            let (byte, word) = (
                UInt8.random(in: .min ... .max, using: &generator), UInt32(truncatingIfNeeded: generator.next())
            )
            let (signed, wide) = (Int64(bitPattern: generator.next()), generator.int128(bits: 127))
            let time = generator.chance(50) ? Int64(bitPattern: generator.next()) : nil
            let flag = generator.chance(50)
            var writer = RecordWriter(version: 3)
            writer.write(byte)
            writer.write(wide)
            writer.write(flag)
            writer.write(time)
            writer.write(word)
            writer.write(signed)
            let bytes = writer.finish()
            #expect(bytes.count == 1 + 1 + 16 + 1 + 9 + 4 + 8 + 8)
            var reader = try #require(RecordReader(bytes, version: 3))
            #expect(reader.read(UInt8.self) == byte)
            #expect(reader.read(Int128.self) == wide)
            #expect(reader.readFlag() == flag)
            #expect(reader.readTime() == .some(time))
            #expect(reader.read(UInt32.self) == word)
            #expect(!reader.isAtEnd)
            #expect(reader.read(Int64.self) == signed)
            #expect(reader.isAtEnd)
            #expect(reader.read(UInt8.self) == nil)
        }
    }

    @Test func theLeastSignificantByteIsFirst() {
        var writer = RecordWriter(version: 9)
        writer.write(UInt32(0x0102_0304))
        writer.write(Int64(-2))
        #expect(Array(writer.finish().prefix(13)) == [9, 4, 3, 2, 1, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
    }

    @Test func anythingElseIsNoRecord() {
        var writer = RecordWriter(version: 1)
        writer.write(UInt64(77))
        expectOnlyWholeRecords(writer.finish()) { RecordReader($0, version: 1) != nil }
        #expect(RecordReader([], version: 1) == nil)
        #expect(RecordReader([1], version: 1) == nil)
        #expect(RecordReader([UInt8](repeating: 1, count: 9), version: 1) == nil)
    }

    @Test func flagsAndTimesHaveOneForm() throws {
        var writer = RecordWriter(version: 1)
        writer.write(UInt8(2))
        writer.write(false)
        writer.write(Int64(5) as Int64)
        var reader = try #require(RecordReader(writer.finish(), version: 1))
        var other = reader
        #expect(reader.readFlag() == nil)
        #expect(other.read(UInt8.self) == 2)
        #expect(other.readTime() == nil)
    }
}

/// Every other version, every shorter or longer form and every changed bit must be refused.
func expectOnlyWholeRecords(_ bytes: [UInt8], _ isRecord: ([UInt8]) -> Bool) {
    #expect(isRecord(bytes))
    for count in bytes.indices where isRecord(Array(bytes[..<count])) { Issue.record("cut to \(count) bytes") }
    #expect(!isRecord(bytes + [0]))
    for index in bytes.indices {
        for bit in 0..<8 {
            var changed = bytes
            changed[index] ^= 1 << UInt8(bit)
            if isRecord(changed) { Issue.record("bit \(bit) of byte \(index) changed") }
        }
    }
}
