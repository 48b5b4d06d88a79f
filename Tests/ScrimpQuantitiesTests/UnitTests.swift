import ScrimpQuantities
import Testing

@Suite struct UnitTests {
    @Test func noTwoUnitsDifferByCaseAlone() {
        var seen: [String: String] = [:]
        for unit in Unit.table {
            let previous = seen.updateValue(unit.symbol, forKey: unit.symbol.lowercased())
            #expect(previous == nil, "`\(unit.symbol)` and `\(previous ?? "")`")
        }
    }

    @Test func isFoundByItsSymbolOnly() {
        for unit in Unit.table { #expect(Unit.named(unit.symbol.utf8)?.symbol == unit.symbol) }
        #expect(Unit.named("KTOK".utf8) == nil)
        #expect(Unit.named("".utf8) == nil)
    }

    @Test(
        arguments: [
            ("ktok", 1_000, "tok"), ("Mtok", 1_000, "ktok"), ("s", 1_000, "ms"), ("min", 60, "s"), ("h", 60, "min"),
            ("d", 24, "h"), ("year", 12, "month"), ("KiB", 1_024, "B"), ("GiB", 1_024, "MiB"), ("GB", 1_000, "MB"),
            ("kWh", 1_000, "Wh"), ("kW", 1_000, "W"), ("kgCO2", 1_000, "gCO2"),
        ] as [(String, Int128, String)])
    func hasTheRightScale(larger: String, factor: Int128, smaller: String) throws {
        let large = try #require(Unit.named(larger.utf8))
        let small = try #require(Unit.named(smaller.utf8))
        #expect(large.dimension == small.dimension)
        #expect(large.scale == small.scale.multiplied(by: Rational(whole: factor)))
    }

    @Test func aWattForAnHourIsAWattHour() throws {
        let watt = try #require(Unit.named("W".utf8))
        let hour = try #require(Unit.named("h".utf8))
        let wattHour = try #require(Unit.named("Wh".utf8))
        #expect(watt.dimension.combined(with: hour.dimension, sign: 1) == wattHour.dimension)
        #expect(watt.scale.multiplied(by: hour.scale) == wattHour.scale)
    }

    @Test func everyUnitIsPositiveAndExplained() {
        for unit in Unit.table {
            #expect(unit.scale > .zero)
            #expect(!unit.help.isEmpty)
            #expect(unit.dimension != .none)
        }
    }
}
