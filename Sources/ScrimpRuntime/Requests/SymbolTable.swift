package import ScrimpPlan

/// The texts of one string attribute, each under a small number.
///
/// First the policy's own texts, then one number for every text that is not tracked, then texts met at run time up to a
/// declared capacity. Interning is exact: bytes are compared, the hash only finds where to look. The hash is keyed with a
/// seed that the host gives, so that traffic cannot choose texts that collide.
package struct SymbolTable: Sendable {
    /// A text operation of the policy on this attribute; its place in `operations` is its bit in `relations`.
    package struct Operation: Sendable {
        package var kind: TextOperation
        package var operand: [UInt8]

        package init(kind: TextOperation, operand: [UInt8]) {
            self.kind = kind
            self.operand = operand
        }
    }

    /// Number of texts of the policy, and the symbol of a text that is not tracked.
    package let otherSymbol: Int64
    /// The symbol of the empty text.
    package private(set) var emptySymbol: Int64 = 0

    private let operations: [Operation]
    /// By operation: the program of a pattern; nil for those that have none.
    private let patterns: [TextPattern?]
    private var scratch = TextPatternScratch()
    private let seed: UInt64
    private let capacity: Int
    private var bytes: [UInt8] = []
    /// Where each symbol's text ends; it begins where the one before ends.
    private var ends: [Int] = []
    private var hashes: [UInt64] = []
    private var relations: [UInt64] = []
    /// Open addressing: tag of the hash in the upper half, symbol plus one in the lower; 0 is free.
    private var slots: [UInt64]

    /// At most this many text operations per attribute: their results are one word per symbol.
    package static let operationLimit = 64

    /// - Parameter capacity: greatest number of texts beside the policy's own.
    package init(literals: [ArraySlice<UInt8>], operations: [Operation], capacity: Int, seed: UInt64) {
        otherSymbol = Int64(literals.count)
        self.operations = operations
        // A plan's validation has refused what is no pattern.
        patterns = operations.map { $0.kind == .matches ? try? TextPattern($0.operand) : nil }
        self.seed = seed
        self.capacity = max(capacity, 0)
        slots = [UInt64](repeating: 0, count: 16)
        for literal in literals { append(literal.span) }
        let empty: [UInt8] = []
        append(empty.span, tracked: false)
        emptySymbol = find(empty.span) ?? append(empty.span)
    }

    package var count: Int { ends.count }

    /// The number of a text, which is given one if there is room; `otherSymbol` where there is none.
    package mutating func intern(_ text: Span<UInt8>) -> Int64 {
        if let known = find(text) { return known }
        // The untracked entry and, where the policy does not name it, the empty text take no room.
        guard count - Int(otherSymbol) - 2 < capacity else { return otherSymbol }
        return append(text)
    }

    /// The number of a text that has one.
    package func find(_ text: Span<UInt8>) -> Int64? {
        let hash = keyedHash(text)
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while true {
            let slot = slots[place]
            if slot == 0 { return nil }
            if slot >> 32 == hash >> 32 {
                let symbol = Int(slot & 0xFFFF_FFFF) - 1
                if equals(symbol, text) { return Int64(symbol) }
            }
            place = (place + 1) & mask
        }
    }

    /// What decisions need of a text that is not tracked: its stable hash, and how it relates to the policy's texts.
    package mutating func describe(_ text: Span<UInt8>) -> TextFacts {
        let start = bytes.count
        for index in text.indices { bytes.append(text[index]) }
        defer { bytes.removeLast(bytes.count - start) }
        return TextFacts(hash: StableHash.hash(bytes[start...]), relations: related(bytes[start...]))
    }

    /// The bytes of a symbol's text; empty for a number that is not a symbol.
    package func text(_ symbol: Int64) -> ArraySlice<UInt8> {
        guard symbol >= 0, symbol < Int64(ends.count) else { return [] }
        let index = Int(symbol)
        return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    /// `StableHash` of a symbol's text.
    package func stableHash(_ symbol: Int64) -> UInt64 {
        guard symbol >= 0, symbol < Int64(hashes.count) else { return 0 }
        return hashes[Int(symbol)]
    }

    /// One bit per operation: whether it holds of the symbol's text.
    package func relations(_ symbol: Int64) -> UInt64 {
        guard symbol >= 0, symbol < Int64(relations.count) else { return 0 }
        return relations[Int(symbol)]
    }
}

extension SymbolTable {
    @discardableResult
    private mutating func append(_ text: Span<UInt8>, tracked: Bool = true) -> Int64 {
        let start = bytes.count
        for index in text.indices { bytes.append(text[index]) }
        ends.append(bytes.count)
        hashes.append(StableHash.hash(bytes[start...]))
        relations.append(related(bytes[start...]))
        let symbol = ends.count - 1
        if tracked {
            if (symbol + 1) * 2 > slots.count { grow() } else { place(symbol, keyedHash(text)) }
        }
        return Int64(symbol)
    }

    private mutating func grow() {
        slots = [UInt64](repeating: 0, count: slots.count * 2)
        for symbol in ends.indices where Int64(symbol) != otherSymbol {
            place(symbol, keyedHash(text(Int64(symbol)).span))
        }
    }

    private mutating func place(_ symbol: Int, _ hash: UInt64) {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place] != 0 { place = (place + 1) & mask }
        slots[place] = (hash >> 32) << 32 | UInt64(symbol + 1)
    }

    private func equals(_ symbol: Int, _ text: Span<UInt8>) -> Bool {
        let start = symbol == 0 ? 0 : ends[symbol - 1]
        guard ends[symbol] - start == text.count else { return false }
        for index in text.indices where bytes[start + index] != text[index] { return false }
        return true
    }

    /// Folds eight bytes at a time into the seed by a full product, whose halves are combined.
    private func keyedHash(_ text: Span<UInt8>) -> UInt64 {
        var state = StableHash.mix(seed ^ UInt64(text.count))
        var word: UInt64 = 0
        var shift: UInt64 = 0
        for index in text.indices {
            word |= UInt64(text[index]) << shift
            shift += 8
            if shift == 64 {
                state = Self.fold(state ^ word)
                word = 0
                shift = 0
            }
        }
        return StableHash.mix(Self.fold(state ^ word))
    }

    private static func fold(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }

    private mutating func related(_ text: ArraySlice<UInt8>) -> UInt64 {
        var bits: UInt64 = 0
        for index in operations.indices where holds(index, of: text) { bits |= 1 << UInt64(index) }
        return bits
    }

    private mutating func holds(_ index: Int, of text: ArraySlice<UInt8>) -> Bool {
        if let pattern = patterns[index] { return pattern.matches(text, &scratch) }
        let operand = operations[index].operand
        guard operand.count <= text.count else { return false }
        switch operations[index].kind {
        case .startsWith: return text.prefix(operand.count).elementsEqual(operand)
        case .endsWith: return text.suffix(operand.count).elementsEqual(operand)
        case .contains:
            for start in text.startIndex...(text.endIndex - operand.count)
            where text[start..<(start + operand.count)].elementsEqual(operand) { return true }
            return false
        case .matches: return false
        }
    }
}

/// What a request carries of a text beside its symbol: the hash that splits stand on, and one bit per text operation of the policy.
package struct TextFacts: Hashable, Sendable {
    package var hash: UInt64
    package var relations: UInt64
    package static let none = TextFacts(hash: 0, relations: 0)
}
