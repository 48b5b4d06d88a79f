import ScrimpTestSupport
import Testing

/// Rules that a reader would otherwise have to look for.
@Suite struct HouseRulesTests {
    private static let folders = ["Sources", "Tests"]

    private static let files: [String] = folders.flatMap { folder in
        PackageRoot.files(below: folder, suffix: ".swift").map { folder + "/" + $0 }
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
