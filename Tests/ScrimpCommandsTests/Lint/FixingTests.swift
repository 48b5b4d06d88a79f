@testable import ScrimpCommands
import ScrimpDiagnostics
import Testing

@Suite struct FixingTests {
    private static let code = DiagnosticCode("S104", .error, "t", why: "w.", bad: "a", good: "b")
    private static let warning = DiagnosticCode("S105", .warning, "t", why: "w.", bad: "a", good: "b")

    /// Finds a letter and offers another for it; `error` is found and never mended.
    private static func fixed(
        _ text: String, _ changes: [(from: String, to: String, isSafe: Bool)], allowsUnsafe: Bool = false
    ) throws -> String {
        let bytes = try fixing(Array(text.utf8), allowsUnsafe: allowsUnsafe) { (bytes) throws(FileFailure) in
            let text = SourceText(file: "p", bytes: bytes)
            var found: [Diagnostic] = []
            for (place, byte) in bytes.enumerated() {
                let range = ByteRange(UInt32(place), UInt32(place + 1))
                let letter = String(decoding: [byte], as: UTF8.self)
                for change in changes where change.from == letter {
                    found.append(
                        Diagnostic(
                            warning, "m", at: SourceLocation(range),
                            fixes: [.init("t", [.init(range, change.to)], isSafe: change.isSafe)]))
                }
                if letter == "!" { found.append(Diagnostic(code, "m", at: SourceLocation(range))) }
            }
            return (text, found)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func untilNothingIsLeft() throws {
        #expect(try Self.fixed("axa", [("a", "b", true), ("b", "c", true)]) == "cxc")
    }

    @Test func guessesOnlyWhereTheyAreAllowed() throws {
        #expect(try Self.fixed("ab", [("a", "x", false), ("b", "y", true)]) == "ay")
        #expect(try Self.fixed("ab", [("a", "x", false), ("b", "y", true)], allowsUnsafe: true) == "xy")
    }

    @Test func fixesThatUndoEachOtherEnd() throws {
        let result = try Self.fixed("a", [("a", "b", true), ("b", "a", true)])
        #expect(result == "a" || result == "b")
    }

    @Test func noFixBreaksATextThatIsRight() throws {
        #expect(try Self.fixed("ab", [("a", "c", true), ("b", "!", true)]) == "ab")
        // One that is wrong already may show a further mistake.
        #expect(try Self.fixed("!a", [("a", "!", true)]) == "!!")
    }
}
