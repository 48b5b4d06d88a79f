import ScrimpTestSupport
import Testing

/// One line of an example's `command` file: `scrimp ARGUMENTS > FILE`, run in the example's folder. Run by `sh`, the file
/// writes what is expected anew; the tests hold the same lines against what is kept.
struct Example: Sendable, CustomTestStringConvertible {
    let folder: String
    /// As written behind `scrimp`.
    let words: [String]
    let expectedFile: String

    var testDescription: String { "\(folder): \(words.joined(separator: " "))" }
    var expected: String { "\(folder)/\(expectedFile)" }
    var policy: String { words.first { $0.hasSuffix(".scrimp") }.map { "\(folder)/\($0)" } ?? folder }

    /// The arguments with the policy's absolute path, so that they mean the same wherever the tests run.
    var arguments: [String] { words.map { $0.hasSuffix(".scrimp") ? PackageRoot.path("\(folder)/\($0)") : $0 } }

    /// Folders of `examples/` that have a policy.
    static var folders: [String] {
        PackageRoot.entries("examples").map { "examples/\($0)" }
            .filter { !PackageRoot.entries($0, suffix: ".scrimp").isEmpty }
    }

    static var policies: [String] {
        folders.flatMap { folder in PackageRoot.entries(folder, suffix: ".scrimp").map { "\(folder)/\($0)" } }
    }

    static func commands(in folder: String) throws -> [Example] {
        try PackageRoot.text("\(folder)/command").split(separator: "\n").map { line in
            let words = words(String(line))
            try #require(words.count > 3 && words[0] == "scrimp" && words[words.count - 2] == ">", "`\(line)`")
            return Example(
                folder: folder, words: Array(words[1..<words.count - 2]), expectedFile: words[words.count - 1])
        }
    }

    /// As a shell splits them, with single quotes around those that have blanks.
    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        for (index, part) in line.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
            if index % 2 == 1 {
                words.append(String(part))
            } else {
                words += part.split(separator: " ").map(String.init)
            }
        }
        return words
    }

    /// What this build runs. Millions of requests take a second in an optimised build, and half a minute in one that is not.
    static let runnable: [Example] = ((try? folders.flatMap(commands)) ?? []).filter { !$0.isLong || isOptimised }

    /// Of those, the simulations for people, one of each scenario.
    static var pages: [Example] {
        runnable.filter {
            $0.words.first == "simulate" && !$0.words.contains("--json") && !$0.words.contains("--compare")
        }
    }

    /// `quickstart`, or with several files `fintech-as-told`.
    var name: String {
        let last = folder.split(separator: "/").last.map(String.init) ?? folder
        let kept = expectedFile.drop { $0 != "-" && $0 != "." }.prefix { $0 != "." }
        return last + kept
    }

    private var isLong: Bool { words.contains("month") }

    private static var isOptimised: Bool {
        #if DEBUG
        false
        #else
        true
        #endif
    }
}
