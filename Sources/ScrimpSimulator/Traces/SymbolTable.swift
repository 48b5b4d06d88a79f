/// Gives each distinct text a number: 0, 1, 2 … in order of first sight. Comparison is exact and by bytes.
///
/// Open addressing over a power of two of slots. Texts of up to eight bytes are their own key, so that finding one
/// reads a single slot. Its memory grows with the number of distinct texts, never with the number of rows.
package struct SymbolTable: Sendable {
    private struct Slot {
        /// The text itself where it has at most eight bytes, else its hash.
        var key: UInt64 = 0
        var length: UInt32 = 0
        /// The symbol plus one; 0 is free.
        var symbol: UInt32 = 0
    }

    private var slots: [Slot]
    private var mask: Int
    private var storage: [UInt8] = []
    /// Where each symbol's text starts in `storage`; one more than there are symbols.
    private var starts: [Int] = [0]
    private var series: Series?
    /// Symbols whose texts are not valid UTF-8: kept so that they are found again, never handed out.
    private var invalid: Set<UInt32> = []

    /// Texts of a generated column, `prefix1`, `prefix2`, …, which need no storage.
    private struct Series {
        var prefix: [UInt8]
        var first: UInt32
        var count: Int
        /// Members that were already there under another symbol, by their number from 0.
        var earlier: [Int: UInt32]
    }

    /// A table holds at most this many distinct texts.
    package static let maximumCount = 1 << 28

    /// `texts` get the first symbols, in order, so that a plan's literals keep their numbers. A repeated text keeps its first.
    package init(_ texts: [[UInt8]] = []) {
        slots = [Slot](repeating: Slot(), count: 64)
        mask = 63
        for text in texts { _ = intern(text) }
    }

    package var count: Int { starts.count - 1 + (series?.count ?? 0) }

    /// The text's symbol; a new one where it was not known. Nil where the table is full.
    package mutating func intern(_ text: [UInt8]) -> UInt32? {
        let padded = text + [UInt8](repeating: 0, count: 8)
        return unsafe intern(padded.span.bytes, from: 0, count: text.count)
    }

    /// The text's symbol where it is known.
    package func find(_ text: [UInt8]) -> UInt32? {
        let padded = text + [UInt8](repeating: 0, count: 8)
        return unsafe find(padded.span.bytes, from: 0, count: text.count)
    }

    /// The text of a symbol; empty where there is none.
    package func bytes(of symbol: UInt32) -> [UInt8] {
        if let series, symbol >= series.first, Int(symbol - series.first) < series.count {
            return series.prefix + Array(String(Int(symbol - series.first) + 1).utf8)
        }
        let index = stored(symbol)
        guard index >= 0, index + 1 < starts.count else { return [] }
        return Array(storage[starts[index]..<starts[index + 1]])
    }

    package func text(of symbol: UInt32) -> String { String(decoding: bytes(of: symbol), as: UTF8.self) }
}

extension SymbolTable {
    /// Adds the texts `prefix1` … `prefix<count>`. A table takes one series, and no new texts after it.
    package mutating func addSeries(prefix: String, count: Int) {
        guard series == nil, count > 0, count < Self.maximumCount else { return }
        let prefixBytes = Array(prefix.utf8)
        var earlier: [Int: UInt32] = [:]
        for index in 0..<(starts.count - 1) {
            let text = storage[starts[index]..<starts[index + 1]]
            guard text.starts(with: prefixBytes), let number = Self.seriesNumber(text.dropFirst(prefixBytes.count)),
                number <= count
            else { continue }
            earlier[number - 1] = UInt32(index)
        }
        series = Series(prefix: prefixBytes, first: UInt32(starts.count - 1), count: count, earlier: earlier)
    }

    /// The symbol of the series' member `index`, from 0.
    package func seriesSymbol(_ index: Int) -> UInt32 {
        if let earlier = seriesExceptions[index] { return earlier }
        return seriesStart &+ UInt32(truncatingIfNeeded: index)
    }

    /// The symbol of the series' first member, unless an exception says otherwise.
    package var seriesStart: UInt32 { series?.first ?? 0 }

    /// Members of the series that were known before it, by their number from 0, with their symbols.
    package var seriesExceptions: [Int: UInt32] { series?.earlier ?? [:] }

    private static func seriesNumber(_ digits: some Collection<UInt8>) -> Int? {
        guard let first = digits.first, first != UInt8(ascii: "0"), digits.count <= 9 else { return nil }
        var number = 0
        for digit in digits {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            number = number * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return number
    }

    var hasInvalid: Bool { !invalid.isEmpty }
    func isInvalid(_ symbol: UInt32) -> Bool { invalid.contains(symbol) }
    mutating func markInvalid(_ symbol: UInt32) { invalid.insert(symbol) }

    private func stored(_ symbol: UInt32) -> Int {
        guard let series, symbol >= series.first else { return Int(symbol) }
        return -1
    }
}

extension SymbolTable {
    /// As `intern`, for bytes inside a larger text of which eight more may be read.
    @inline(__always)
    mutating func intern(_ bytes: RawSpan, from start: Int, count: Int) -> UInt32? {
        let key = Self.key(bytes, from: start, count: count)
        var index = Self.home(key, count) & mask
        while true {
            let slot = slots[index]
            if slot.symbol == 0 { return insert(bytes, from: start, count: count, key) }
            if slot.key == key, Int(slot.length) == count,
                count <= 8 || equal(slot.symbol &- 1, bytes, from: start, count: count)
            {
                return slot.symbol &- 1
            }
            index = (index &+ 1) & mask
        }
    }

    /// As `find`, for bytes inside a larger text of which eight more may be read.
    @inline(__always)
    func find(_ bytes: RawSpan, from start: Int, count: Int) -> UInt32? {
        let key = Self.key(bytes, from: start, count: count)
        var index = Self.home(key, count) & mask
        while true {
            let slot = slots[index]
            if slot.symbol == 0 { return series == nil ? nil : member(bytes, from: start, count: count) }
            if slot.key == key, Int(slot.length) == count,
                count <= 8 || equal(slot.symbol &- 1, bytes, from: start, count: count)
            {
                return slot.symbol &- 1
            }
            index = (index &+ 1) & mask
        }
    }

    private func member(_ bytes: RawSpan, from start: Int, count: Int) -> UInt32? {
        guard let series else { return nil }
        let text = (start..<start + count).map { bytes.byte(at: $0) }
        guard text.starts(with: series.prefix), let number = Self.seriesNumber(text.dropFirst(series.prefix.count)),
            number <= series.count
        else { return nil }
        return seriesSymbol(number - 1)
    }

    private mutating func insert(_ bytes: RawSpan, from start: Int, count: Int, _ key: UInt64) -> UInt32? {
        if series != nil { return member(bytes, from: start, count: count) }
        let symbol = starts.count
        guard symbol < Self.maximumCount, count <= Int(UInt32.max) else { return nil }
        for offset in start..<start + count { storage.append(bytes.byte(at: offset)) }
        starts.append(storage.count)
        if symbol * 2 > slots.count { grow() }
        place(Slot(key: key, length: UInt32(count), symbol: UInt32(symbol)))
        return UInt32(symbol - 1)
    }

    private mutating func place(_ slot: Slot) {
        var index = Self.home(slot.key, Int(slot.length)) & mask
        while slots[index].symbol != 0 { index = (index + 1) & mask }
        slots[index] = slot
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 4)
        mask = slots.count - 1
        for slot in old where slot.symbol != 0 { place(slot) }
    }

    private func equal(_ symbol: UInt32, _ bytes: RawSpan, from start: Int, count: Int) -> Bool {
        let first = starts[Int(symbol)]
        for offset in 0..<count where storage[first + offset] != bytes.byte(at: start + offset) { return false }
        return true
    }

    @inline(__always)
    private static func home(_ key: UInt64, _ length: Int) -> Int {
        let mixed = (key ^ UInt64(truncatingIfNeeded: length)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: (mixed ^ (mixed >> 32)) >> 1)
    }

    @inline(__always)
    private static func key(_ bytes: RawSpan, from start: Int, count: Int) -> UInt64 {
        if count <= 8 {
            if count == 0 { return 0 }
            return bytes.word(at: start) & (UInt64.max >> UInt64(truncatingIfNeeded: 64 - 8 * count))
        }
        return hash(bytes, from: start, count: count)
    }

    private static func hash(_ bytes: RawSpan, from start: Int, count: Int) -> UInt64 {
        var hash = CounterGenerator.mix(UInt64(truncatingIfNeeded: count))
        var offset = start
        let end = start + count
        while offset + 8 <= end {
            hash = (hash ^ bytes.word(at: offset)) &* 0x9FB2_1C65_1E98_DF25
            hash ^= hash >> 35
            offset += 8
        }
        if offset < end {
            let rest = bytes.word(at: offset) & (UInt64.max >> UInt64(truncatingIfNeeded: 64 - 8 * (end - offset)))
            hash = (hash ^ rest) &* 0x9FB2_1C65_1E98_DF25
        }
        return CounterGenerator.mix(hash)
    }
}
