import Foundation
import ScrimpTestSupport
import Testing

/// Rules that a reader would otherwise have to look for.
@Suite struct HouseRulesTests {
    private static let folders = ["Sources", "Tests"]

    private static let files: [String] = folders.flatMap { folder in
        PackageRoot.files(below: folder, suffix: ".swift").map { folder + "/" + $0 }
    }

    /// A code that nothing reports is a page about nothing.
    @Test func everyCodeIsReportedSomewhere() throws {
        let files = PackageRoot.files(below: "Sources", suffix: ".swift")
        let isTable = { (file: String) in file.contains("ScrimpDiagnostics/Codes/") }
        let reporting = try files.filter { !isTable($0) }.map { try PackageRoot.text("Sources/\($0)") }
        for file in files.filter(isTable) {
            for part in try PackageRoot.text("Sources/\(file)").components(separatedBy: "static let ").dropFirst() {
                let name = part.prefix { $0.isLetter || $0.isNumber }
                guard part.dropFirst(name.count).hasPrefix(" = DiagnosticCode(") else { continue }
                let isReported = reporting.contains {
                    $0.contains(".\(name),") || $0.contains(".\(name)\n") || $0.contains(".\(name) ")
                        || $0.contains(".\(name))")
                }
                #expect(isReported, "`\(name)` of \(file) is reported nowhere")
            }
        }
    }

    @Test func noFileIsLong() throws {
        for file in Self.files {
            let lines = try PackageRoot.text(file).split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(lines <= 500, "\(file) has \(lines) lines: which two things is it?")
        }
    }

    @Test func nothingStopsTheProcessOnInput() throws {
        let words = ["fatalError(", "preconditionFailure(", "assertionFailure(", "try!", " as! "]
        for file in Self.files where file.hasPrefix("Sources/") {
            for (number, line) in try PackageRoot.text(file).split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
            {
                let code = line.prefix { $0 != "/" }
                for word in words where code.contains(word) {
                    Issue.record("\(file):\(number + 1) has `\(word)`")
                }
            }
        }
    }

    @Test func nothingIsLeftForLater() throws {
        let words = ["TO" + "DO", "FIX" + "ME"]
        for file in Self.files {
            let text = try PackageRoot.text(file)
            for word in words { #expect(!text.contains(word), "\(file) has `\(word)`") }
        }
    }

    @Test func uncheckedSendabilityIsExplained() throws {
        for file in Self.files where file.hasPrefix("Sources/") {
            let lines = try PackageRoot.text(file).split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where line.contains("@unchecked Sendable") {
                let before = lines[max(0, index - 4)..<index]
                #expect(before.contains { $0.contains("//") }, "\(file):\(index + 1) does not say why it holds")
            }
        }
    }
}
