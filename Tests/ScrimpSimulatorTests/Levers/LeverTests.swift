import ScrimpSimulator
import ScrimpTestSupport
import Testing

@Suite struct LeverTests {
    /// The order is fixed: it is that of the table that people read.
    @Test func theTableOfThePageIsTheList() throws {
        let page = String(decoding: try PackageRoot.bytes("Docs/simulate.md"), as: UTF8.self)
        let lines = page.split(separator: "\n").map(String.init)
        let head = try #require(lines.firstIndex { $0 == "| lever | switched off |" })
        let table = lines[(head + 2)...].prefix { $0.hasPrefix("|") }
        #expect(Array(table) == Lever.allCases.map { "| `\($0.rawValue)` | \($0.absence) |" })
    }

    @Test func theLedgersPageHasItsColumns() throws {
        let page = String(decoding: try PackageRoot.bytes("Docs/ledger.md"), as: UTF8.self)
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `billed_") }.map(String.init)
        #expect(rows == LedgerColumn.allCases.map { "| `\($0.rawValue)` | \($0.meaning) |" })
    }
}
