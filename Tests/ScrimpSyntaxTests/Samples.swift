import Glibc
import ScrimpDiagnostics
import ScrimpSyntax

/// The texts that tests start from.
enum Samples {
    /// `Tests/Golden/policies/`, and `grammar/` beside `Tests/`.
    private static let root: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        return parts.joined(separator: "/")
    }()

    static let support = read("Tests/Golden/policies/support.scrimp")
    static let twoYears = read("Tests/Golden/policies/two_years.scrimp")
    static let grammar = read("grammar/scrimp.ebnf")

    /// The bytes of a file; empty where it cannot be read, which every test that uses it notices.
    static func read(_ path: String) -> [UInt8] {
        guard let file = unsafe fopen(root + "/" + path, "rb") else { return [] }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = unsafe fgetc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        return bytes
    }
}

func parse(_ text: String) -> ParsedFile { parse(SourceText(file: "test.scrimp", text: text)) }

func parse(_ bytes: [UInt8]) -> ParsedFile { parse(SourceText(file: "test.scrimp", bytes: bytes)) }

extension ParsedFile {
    /// Each diagnostic as `S104 text: message`, for the output of a failing test.
    var summary: [String] {
        diagnostics.map { "\($0.code.id) `\(tree.source.text(in: $0.location.range))`: \($0.message)" }
    }
}
