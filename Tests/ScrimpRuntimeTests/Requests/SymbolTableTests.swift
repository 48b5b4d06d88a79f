import ScrimpPlan
import ScrimpRuntime
import Testing

@Suite struct SymbolTableTests {
    private func table(_ literals: [String], capacity: Int, operations: [SymbolTable.Operation] = []) -> SymbolTable {
        SymbolTable(
            literals: literals.map { Array($0.utf8)[...] }, operations: operations, capacity: capacity, seed: 42)
    }

    @Test func literalsKeepTheirIndexAndOthersGetNumbersBehind() {
        var table = table(["free", "premium"], capacity: 10)
        #expect(table.otherSymbol == 2)
        #expect(table.intern("premium".utf8.span) == 1)
        let acme = table.intern("acme".utf8.span)
        #expect(acme > 2)
        #expect(table.intern("acme".utf8.span) == acme)
        #expect(table.intern("acmf".utf8.span) != acme)
        #expect(table.text(acme).elementsEqual("acme".utf8))
        #expect(table.stableHash(acme) == StableHash.hash("acme".utf8))
    }

    @Test func beyondTheCapacityTextsAreNotTracked() {
        var table = table(["x"], capacity: 2)
        let first = table.intern("a".utf8.span)
        #expect(table.intern("b".utf8.span) > first)
        #expect(table.intern("c".utf8.span) == table.otherSymbol)
        #expect(table.intern("a".utf8.span) == first)
        #expect(table.intern("x".utf8.span) == 0)
        #expect(table.text(table.otherSymbol).isEmpty)
    }

    @Test func theEmptyTextAlwaysHasASymbolOfItsOwn() {
        var plain = table(["x"], capacity: 0)
        #expect(plain.intern("".utf8.span) == plain.emptySymbol)
        #expect(plain.emptySymbol != plain.otherSymbol)
        #expect(table(["x", ""], capacity: 0).emptySymbol == 1)
    }

    @Test func tenThousandTextsStayApart() {
        var table = table([], capacity: 10_000)
        var symbols = Set<Int64>()
        for number in 0..<10_000 { symbols.insert(table.intern("tenant-\(number)".utf8.span)) }
        #expect(symbols.count == 10_000)
        for number in stride(from: 0, to: 10_000, by: 97) {
            let symbol = table.intern("tenant-\(number)".utf8.span)
            #expect(table.text(symbol).elementsEqual("tenant-\(number)".utf8))
        }
    }

    @Test func relationsToThePolicysTexts() {
        let operations = [
            SymbolTable.Operation(kind: .startsWith, operand: Array("eu-".utf8)),
            SymbolTable.Operation(kind: .endsWith, operand: Array("-test".utf8)),
            SymbolTable.Operation(kind: .contains, operand: Array("bank".utf8)),
            SymbolTable.Operation(kind: .contains, operand: []),
        ]
        var table = table([], capacity: 1, operations: operations)
        let both = table.intern("eu-bank-test".utf8.span)
        #expect(table.relations(both) == 0b1111)
        #expect(table.intern("ban".utf8.span) == table.otherSymbol)
        #expect(table.describe("ban".utf8.span).relations == 0b1000)
        #expect(table.describe("eu-".utf8.span).relations == 0b1001)
        #expect(table.describe("eu-".utf8.span).hash == StableHash.hash("eu-".utf8))
        #expect(table.intern("eu-bank-test".utf8.span) == both)
    }

    @Test func patternsAreRelationsToo() {
        let operations = [
            SymbolTable.Operation(kind: .matches, operand: Array("team-[0-9]+".utf8)),
            SymbolTable.Operation(kind: .startsWith, operand: Array("team".utf8)),
            SymbolTable.Operation(kind: .matches, operand: []),
        ]
        var table = table(["team-1"], capacity: 1, operations: operations)
        #expect(table.relations(0) == 0b011)
        let further = table.intern("team-22".utf8.span)
        #expect(table.relations(further) == 0b011)
        #expect(table.describe("team-x".utf8.span).relations == 0b010)
        #expect(table.describe("team-7".utf8.span).relations == 0b011)
        #expect(table.relations(table.emptySymbol) == 0b100)
    }
}
