import Glibc
import ScrimpDiagnostics
import ScrimpQuantities

/// A file of observed values, one a line: plain numbers in the unit that reports show (dollars, tokens, per hour), shares as
/// `0.3` or `30%`. Empty lines, and what follows a `#`, are left out.
enum MeasuredValues {
    /// Larger files are no list of observed values.
    private static let mostBytes = 1 << 26

    static func read(_ file: String, folder: String, at location: SourceLocation) throws(SimulationError) -> [Double] {
        let path = file.utf8.first == UInt8(ascii: "/") ? file : folder + file
        guard let bytes = bytes(path) else {
            throw SimulationError(.cannotReadFile, "`\(file)` cannot be read", at: location)
        }
        return try values(bytes, file: file, at: location)
    }

    static func values(_ bytes: [UInt8], file: String, at location: SourceLocation) throws(SimulationError) -> [Double]
    {
        var values: [Double] = []
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            var text = line.prefix { $0 != UInt8(ascii: "#") }.filter { $0 > 32 }
            guard !text.isEmpty else { continue }
            let isPercent = text.last == UInt8(ascii: "%")
            if isPercent { text.removeLast() }
            guard let number = Decimal(ascii: text)?.rational?.approximate else {
                throw SimulationError(
                    .outOfRange, "line \(index + 1) of `\(file)` is no number", at: location,
                    help: "write one observed value a line")
            }
            values.append(isPercent ? number / 100 : number)
        }
        guard !values.isEmpty else {
            throw SimulationError(.outOfRange, "`\(file)` holds no value", at: location)
        }
        return values
    }

    private static func bytes(_ path: String) -> [UInt8]? {
        guard let file = unsafe fopen(path, "rb") else { return nil }
        defer { _ = unsafe fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe fread(&block, 1, block.count, file)
            if count == 0 { return unsafe ferror(file) == 0 ? bytes : nil }
            bytes += block[..<count]
            if bytes.count > mostBytes { return nil }
        }
    }
}
