import ScrimpDiagnostics
/// A fill that is ready to run: its tables are built, its texts are numbered.
package struct ColumnGenerator: Sendable {
    private enum Method: Sendable {
        case constant(Int64)
        case choice([Int64], CumulativeTable)
        case distribution(Distribution, scale: Double, lower: Int64, upper: Int64)
        /// Symbols or numbers of the ranks: `first + rank`, but for the exceptions.
        case zipf(CumulativeTable, first: Int64, exceptions: [Int: Int64])
    }

    package let attribute: String
    /// Whether its values are symbols.
    package let isSymbolic: Bool
    /// The texts of a symbolic column.
    package let table: SymbolTable
    private let generator: CounterGenerator
    private let method: Method

    package init(_ spec: FillSpec, seed: UInt64) throws(TraceError) {
        attribute = spec.attribute
        generator = CounterGenerator(seed: seed, stream: spec.attribute)
        switch spec.kind {
        case .number(let range):
            isSymbolic = false
            table = SymbolTable()
            method = try Self.numeric(spec, range)
        case .string(let literals):
            isSymbolic = true
            var table = SymbolTable(literals)
            method = try Self.textual(spec, &table, frozen: false)
            self.table = table
        case .boolean:
            isSymbolic = true
            var table = SymbolTable([Array("false".utf8), Array("true".utf8)])
            method = try Self.textual(spec, &table, frozen: true)
            self.table = table
        case .enumeration(let cases):
            isSymbolic = true
            var table = SymbolTable(cases.map { Array($0.utf8) })
            method = try Self.textual(spec, &table, frozen: true)
            self.table = table
        }
    }

    private static func numeric(_ spec: FillSpec, _ range: ClosedRange<Int64>) throws(TraceError) -> Method {
        func checked(_ value: Int64) throws(TraceError) -> Int64 {
            guard range.contains(value) else {
                throw .badWorkload(
                    "`\(value)` is outside the range of `\(spec.attribute)`",
                    help: "it takes \(range.lowerBound) to \(range.upperBound)")
            }
            return value
        }
        switch spec.source {
        case .constant(let value):
            return .constant(try checked(value))
        case .choice(let options):
            var values: [Int64] = []
            for option in options { values.append(try checked(option.value)) }
            return .choice(values, try weighted(spec.attribute, options.map(\.weight)))
        case .zipf(let keys, let exponent):
            let table = try zipf(spec.attribute, keys, exponent)
            _ = try checked(1)
            _ = try checked(Int64(keys))
            return .zipf(table, first: 1, exceptions: [:])
        case .distribution(let distribution, let scale):
            if let defect = distribution.defect {
                throw .badWorkload("the distribution of `\(spec.attribute)` is not one: \(defect)")
            }
            guard scale.isFinite else { throw .badWorkload("the unit of `\(spec.attribute)` has no finite size") }
            return .distribution(distribution, scale: scale, lower: range.lowerBound, upper: range.upperBound)
        case .constantText, .choiceText:
            throw .badWorkload("`\(spec.attribute)` is a number and cannot be filled with a text")
        }
    }

    private static func textual(
        _ spec: FillSpec, _ table: inout SymbolTable, frozen: Bool
    ) throws(TraceError) -> Method {
        func symbol(_ text: String) throws(TraceError) -> Int64 {
            let bytes = Array(text.utf8)
            if let known = table.find(bytes) { return Int64(known) }
            if frozen {
                let cases = (0..<table.count).map { table.text(of: UInt32(truncatingIfNeeded: $0)) }
                let nearest = suggest(text, among: cases).map { "did you mean `\($0)`?" }
                throw .badWorkload(
                    "`\(spec.attribute)` has no case `\(text)`",
                    help: nearest ?? "it has " + cases.map { "`\($0)`" }.joined(separator: ", "))
            }
            guard let new = table.intern(bytes) else { throw .badWorkload("`\(spec.attribute)` has too many texts") }
            return Int64(new)
        }
        switch spec.source {
        case .constantText(let text):
            return .constant(try symbol(text))
        case .choiceText(let options):
            var values: [Int64] = []
            for option in options { values.append(try symbol(option.value)) }
            return .choice(values, try weighted(spec.attribute, options.map(\.weight)))
        case .zipf(let keys, let exponent):
            let law = try zipf(spec.attribute, keys, exponent)
            if frozen {
                guard keys <= table.count else {
                    throw .badWorkload("`\(spec.attribute)` has \(table.count) cases, not \(keys)")
                }
                return .zipf(law, first: 0, exceptions: [:])
            }
            table.addSeries(prefix: spec.attribute, count: keys)
            return .zipf(
                law, first: Int64(table.seriesStart), exceptions: table.seriesExceptions.mapValues { Int64($0) })
        case .constant, .choice, .distribution:
            throw .badWorkload("`\(spec.attribute)` holds texts and cannot be filled with a number")
        }
    }

    private static func weighted(_ attribute: String, _ weights: [Double]) throws(TraceError) -> CumulativeTable {
        do throws(CumulativeTable.Defect) { return try CumulativeTable(weights: weights) } catch {
            throw describe(attribute, error)
        }
    }

    private static func zipf(_ attribute: String, _ keys: Int, _ exponent: Double) throws(TraceError) -> CumulativeTable
    {
        do throws(CumulativeTable.Defect) { return try CumulativeTable(zipf: keys, exponent: exponent) } catch {
            throw describe(attribute, error)
        }
    }

    private static func describe(_ attribute: String, _ defect: CumulativeTable.Defect) -> TraceError {
        switch defect {
        case .empty:
            .badWorkload("the choice for `\(attribute)` is empty", help: "give at least one value")
        case .tooMany(let count):
            .badWorkload(
                "`\(attribute)` has \(count) keys", help: "at most \(CumulativeTable.maximumCount) keys are generated")
        case .badWeight(let index):
            .badWorkload("weight \(index + 1) of `\(attribute)` is not a number of 0 or more")
        case .allZero:
            .badWorkload("the weights of `\(attribute)` add up to nothing", help: "make one of them larger than 0")
        case .badExponent(let exponent):
            .badWorkload("the exponent of `\(attribute)` must be 0 or more, got \(exponent)")
        }
    }
}

extension ColumnGenerator {
    /// Values of rows `firstRow` … of the source, to `target` from `base` on.
    package func fillNumbers(
        _ target: inout MutableSpan<Int64>, from base: Int, count: Int, firstRow: Int64
    ) {
        each(count, firstRow) { row, value in target[base + row] = value }
    }

    /// The same for symbols.
    package func fillSymbols(
        _ target: inout MutableSpan<UInt32>, from base: Int, count: Int, firstRow: Int64
    ) {
        each(count, firstRow) { row, value in target[base + row] = UInt32(truncatingIfNeeded: value) }
    }

    /// The value of one row.
    package func value(_ row: Int64) -> Int64 {
        var result: Int64 = 0
        each(1, row) { _, value in result = value }
        return result
    }

    @inline(__always)
    private func each(_ count: Int, _ firstRow: Int64, _ store: (Int, Int64) -> Void) {
        let first = UInt64(bitPattern: firstRow)
        switch method {
        case .constant(let value):
            for row in 0..<count { store(row, value) }
        case .choice(let values, let table):
            for row in 0..<count { store(row, values[table.index(at: generator.unit(first &+ UInt64(row)))]) }
        case .distribution(let distribution, let scale, let lower, let upper):
            for row in 0..<count {
                let drawn = distribution.sample(generator, first &+ UInt64(row)) * scale
                store(row, Self.rounded(drawn, lower, upper))
            }
        case .zipf(let table, let firstValue, let exceptions):
            for row in 0..<count {
                let rank = table.index(at: generator.unit(first &+ UInt64(row)))
                store(
                    row, exceptions.isEmpty ? firstValue &+ Int64(rank) : exceptions[rank] ?? firstValue &+ Int64(rank))
            }
        }
    }

    /// `floor(x + 0.5)`, clamped.
    @inline(__always)
    package static func rounded(_ value: Double, _ lower: Int64, _ upper: Int64) -> Int64 {
        let whole = (value + 0.5).rounded(.down)
        if whole >= 0x1p63 { return upper }
        guard whole > -0x1p63 else { return lower }
        return min(max(Int64(whole), lower), upper)
    }
}
