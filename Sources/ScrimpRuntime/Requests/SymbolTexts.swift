import ScrimpPlan

/// The texts of every string attribute, each under a number. Requests carry what decisions need of a text beside its number, so
/// that only building a request, and naming one for people, come here.
public final class SymbolTexts: Sendable {
    private let tables: [Guarded<SymbolTable>]
    /// By attribute: index of its table, −1 for other kinds.
    private let tableOfAttribute: [Int32]
    /// By attribute: the symbols of texts that are not tracked and of the empty text; `Int64.min` for other kinds.
    package let otherSymbols: [Int64]
    package let emptySymbols: [Int64]
    /// For text features of the plan: the bit in `TextFacts.relations`.
    let textBits: [UInt64]

    init(plan: Plan, options: EngineOptions) throws(EngineError) {
        var tables: [SymbolTable] = []
        var tableOfAttribute = [Int32](repeating: -1, count: plan.attributes.count)
        var textBits = [UInt64](repeating: 0, count: plan.features.count)
        for (index, attribute) in plan.attributes.enumerated() where attribute.kind == .string {
            var operations: [SymbolTable.Operation] = []
            for (feature, kind) in plan.features.enumerated() {
                guard case .text(let owner, let operation, let operand) = kind, Int(owner) == index else { continue }
                guard operations.count < SymbolTable.operationLimit else { throw .tooManyTextOperations }
                textBits[feature] = 1 << UInt64(operations.count)
                operations.append(SymbolTable.Operation(kind: operation, operand: Array(plan.strings[operand])))
            }
            tableOfAttribute[index] = Int32(truncatingIfNeeded: tables.count)
            tables.append(
                SymbolTable(
                    literals: attribute.literals.map { plan.strings[$0] }, operations: operations,
                    capacity: options.textsPerAttribute, seed: options.hashSeed))
        }
        self.tableOfAttribute = tableOfAttribute
        self.textBits = textBits
        otherSymbols = tableOfAttribute.map { $0 < 0 ? .min : tables[Int($0)].otherSymbol }
        emptySymbols = tableOfAttribute.map { $0 < 0 ? .min : tables[Int($0)].emptySymbol }
        self.tables = tables.map { Guarded($0, threads: .many) }
    }

    deinit { for table in tables { table.destroy() } }

    /// The number of a text and what decisions need of it. A text that there is no room for gets `otherSymbol`.
    package func intern(_ text: Span<UInt8>, attribute: Int) -> (symbol: Int64, facts: TextFacts) {
        let table = Int(tableOfAttribute[attribute])
        guard table >= 0 else { return (0, .none) }
        let part = tables[table]
        part.acquire()
        defer { part.release() }
        return part.whileHeld { table in
            let symbol = table.intern(text)
            guard symbol == table.otherSymbol else {
                return (symbol, TextFacts(hash: table.stableHash(symbol), relations: table.relations(symbol)))
            }
            return (symbol, table.describe(text))
        }
    }

    /// The bytes of a symbol's text; empty for a number that is not a symbol.
    package func bytes(of symbol: Int64, attribute: Int) -> [UInt8] {
        guard tableOfAttribute.indices.contains(attribute), tableOfAttribute[attribute] >= 0 else { return [] }
        return tables[Int(tableOfAttribute[attribute])].withLock { Array($0.text(symbol)) }
    }

    /// What decisions need of a text that has a number: for defaults.
    func facts(of symbol: Int64, attribute: Int) -> TextFacts {
        guard tableOfAttribute[attribute] >= 0 else { return .none }
        return tables[Int(tableOfAttribute[attribute])].withLock {
            TextFacts(hash: $0.stableHash(symbol), relations: $0.relations(symbol))
        }
    }
}
