/// The generated columns of a source, by row index: the same row gets the same values in any chunk.
package struct FillColumns: Sendable {
    private var numbers: [ColumnGenerator] = []
    private var symbols: [ColumnGenerator] = []

    /// An attribute can be filled once.
    package init(_ specs: [FillSpec], seed: UInt64) throws(TraceError) {
        for (index, spec) in specs.enumerated() {
            if specs[..<index].contains(where: { $0.attribute == spec.attribute }) {
                throw .badWorkload("`\(spec.attribute)` is filled twice", help: "keep one of them")
            }
            let generator = try ColumnGenerator(spec, seed: seed)
            if generator.isSymbolic { symbols.append(generator) } else { numbers.append(generator) }
        }
    }

    package var layout: TraceLayout {
        TraceLayout(numbers: numbers.map(\.attribute), symbols: symbols.map(\.attribute))
    }

    package func table(_ slot: Int) -> SymbolTable { symbols[slot].table }

    /// Fills the chunk's last columns, those of this value, for the rows that it holds.
    package func fill(_ chunk: inout TraceChunk) {
        let count = chunk.count
        let firstRow = chunk.firstRow
        let capacity = chunk.capacity
        let firstNumber = chunk.numberCount - numbers.count
        let firstSymbol = chunk.symbolCount - symbols.count
        guard firstNumber >= 0, firstSymbol >= 0, count > 0 else { return }
        var numberSpan = chunk.numbers.mutableSpan
        for (slot, generator) in numbers.enumerated() {
            generator.fillNumbers(
                &numberSpan, from: (firstNumber + slot) * capacity, count: count, firstRow: firstRow)
        }
        var symbolSpan = chunk.symbols.mutableSpan
        for (slot, generator) in symbols.enumerated() {
            generator.fillSymbols(
                &symbolSpan, from: (firstSymbol + slot) * capacity, count: count, firstRow: firstRow)
        }
    }
}
