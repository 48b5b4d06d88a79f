import Glibc
import ScrimpSimulator
import Testing

/// The folder that holds `Package.swift`.
let packageRoot: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
}()

func fileBytes(_ path: String) -> [UInt8]? {
    guard let file = unsafe fopen(path, "rb") else { return nil }
    defer { _ = unsafe fclose(file) }
    return unsafe contents(of: file)
}

private func contents(of file: UnsafeMutablePointer<FILE>) -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = unsafe fread(&block, 1, block.count, file)
        if count == 0 { return bytes }
        bytes += block[..<count]
    }
}

/// A file that goes away at the end of a test.
final class TemporaryFile {
    let path: String

    init(_ bytes: [UInt8]) {
        var template = Array("/tmp/scrimp-test-XXXXXX\0".utf8CString.dropLast())
        let descriptor = unsafe mkstemp(&template)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { raw in
                unsafe write(descriptor, raw.baseAddress.map { unsafe $0 + written }, raw.count - written)
            }
            if count <= 0 { break }
            written += count
        }
        close(descriptor)
    }

    convenience init(_ text: String) { self.init(Array(text.utf8)) }

    deinit { _ = unsafe unlink(path) }
}

/// What a shell command prints, or nil where it fails.
func output(of command: String) -> String? {
    guard let pipe = unsafe popen(command, "r") else { return nil }
    let bytes = unsafe contents(of: pipe)
    return unsafe pclose(pipe) == 0 ? String(decoding: bytes, as: UTF8.self) : nil
}

let hasPython = output(of: "python3 -c 'print(1)' 2>/dev/null") != nil

func python(_ script: String) -> String? {
    let file = TemporaryFile(script)
    return output(of: "python3 \(file.path)")
}

/// A gzip file of stored blocks (RFC 1951, RFC 1952).
func gzipped(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    var start = 0
    repeat {
        let count = min(bytes.count - start, 65_535)
        result.append(start + count == bytes.count ? 1 : 0)
        result += littleEndian(UInt32(count), 2) + littleEndian(~UInt32(count), 2)
        result += bytes[start..<start + count]
        start += count
    } while start < bytes.count
    var checksum: UInt32 = .max
    for byte in bytes {
        checksum ^= UInt32(byte)
        for _ in 0..<8 { checksum = checksum & 1 == 1 ? checksum >> 1 ^ 0xEDB8_8320 : checksum >> 1 }
    }
    return result + littleEndian(~checksum, 4) + littleEndian(UInt32(bytes.count), 4)
}

private func littleEndian(_ value: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
}

/// Every row as text: time, numbers, texts of the symbols.
func rows(_ reader: TraceReader) throws -> [[String]] {
    var result: [[String]] = []
    var chunk = reader.makeChunk()
    while try reader.next(&chunk) {
        #expect(chunk.firstRow == Int64(result.count))
        for row in 0..<chunk.count {
            var fields = [String(chunk.times[row])]
            for slot in 0..<chunk.numberCount { fields.append(String(chunk.number(slot, row))) }
            for slot in 0..<chunk.symbolCount {
                fields.append(reader.symbols(slot).text(of: chunk.symbol(slot, row)))
            }
            result.append(fields)
        }
    }
    return result
}

/// The columns of most tests: `t` in milliseconds, `n` a count, `s` a text.
let threeColumns: [TraceColumn] = [
    TraceColumn("t", "time", .time(.unix(.milliseconds))), TraceColumn("n", "prompt", .number(.count)),
    TraceColumn("s", "tenant", .string(literals: [])),
]

func spec(_ columns: [TraceColumn] = threeColumns, format: TraceSpec.Format = .detected, strict: Bool = false)
    -> TraceSpec
{
    TraceSpec(path: "test.csv", format: format, columns: columns, strict: strict)
}

/// Reads a text with buffers and chunks of many sizes, which must all agree, and returns the rows and what was seen.
func read(
    _ text: String, _ columns: [TraceColumn] = threeColumns, format: TraceSpec.Format = .detected,
    blocks: [Int] = [64, 65, 71, 96, 128, 1 << 20]
) throws -> (rows: [[String]], statistics: TraceStatistics) {
    let bytes = Array(text.utf8)
    let reader = try TraceReader(spec(columns, format: format), bytes: bytes)
    let expected = try rows(reader)
    for block in blocks {
        for chunkRows in [1, 3, 1_000] {
            let other = try TraceReader(
                spec(columns, format: format), bytes: bytes, chunkRows: chunkRows, blockSize: block)
            let found = try rows(other)
            #expect(found == expected, "block \(block), chunk \(chunkRows)")
            #expect(other.statistics.examples == reader.statistics.examples, "block \(block), chunk \(chunkRows)")
            #expect(other.statistics.badRows == reader.statistics.badRows)
            #expect(other.statistics.backwardTimes == reader.statistics.backwardTimes)
            #expect(other.statistics.bytes == Int64(bytes.count))
        }
    }
    return (expected, reader.statistics)
}

/// The error of reading a text.
func refusal(_ text: String, _ spec: TraceSpec = spec()) -> TraceError? {
    do throws(TraceError) {
        let reader = try TraceReader(spec, bytes: Array(text.utf8))
        var chunk = reader.makeChunk()
        while try reader.next(&chunk) {}
        return nil
    } catch {
        return error
    }
}
