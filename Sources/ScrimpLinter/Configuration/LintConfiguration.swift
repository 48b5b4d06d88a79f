package import ScrimpDiagnostics

/// What a `.scrimp.yaml` says to the linter: which findings count, and how much. The same for the command, the hook and the
/// editor.
package struct LintConfiguration: Sendable, Equatable {
    package struct SeverityChange: Sendable, Equatable {
        package var selector: LintSelector
        package var severity: Diagnostic.Severity
    }

    package static let fileName = ".scrimp.yaml"
    /// Where no file says anything.
    package static let standard = LintConfiguration()

    /// Nil for every rule.
    package var select: [LintSelector]?
    package var ignore: [LintSelector] = []
    package var severities: [SeverityChange] = []
    /// Paths from the folder of the file.
    package var exclude: [PathPattern] = []

    package init() {}

    /// How much a finding counts; nil where it does not. Of several selectors the longest decides, `ignore` before `select`.
    ///
    /// What the checker and the compiler say is selected unless it is ignored, and their errors are always said.
    package func severity(of code: DiagnosticCode) -> Diagnostic.Severity? {
        guard code.canBeSilenced else { return code.severity }
        guard selects(code) else { return nil }
        var severity = code.severity
        var longest = -1
        for change in severities where change.selector.matches(code.id) && change.selector.prefix.utf8.count > longest {
            severity = change.severity
            longest = change.selector.prefix.utf8.count
        }
        return severity
    }

    private func selects(_ code: DiagnosticCode) -> Bool {
        func longest(_ selectors: [LintSelector]) -> Int {
            selectors.reduce(-1) { $1.matches(code.id) ? max($0, $1.prefix.utf8.count) : $0 }
        }
        let chosen = max(longest(select ?? []), select == nil || !code.isLintRule ? 0 : -1)
        return chosen >= 0 && longest(ignore) < chosen
    }

    /// The rules that have something to say.
    package var rules: [LintRule] {
        self == .standard ? LintRule.all : LintRule.all.filter { severity(of: $0.code) != nil }
    }

    /// Whether a file is passed over.
    ///
    /// - Parameter path: from the folder of the configuration's file.
    package func excludes(_ path: String) -> Bool { exclude.contains { $0.matches(path) } }
}

/// A path to a file or folder, with `*` for any part of a name and `**` for any folders.
package struct PathPattern: Sendable, Equatable {
    package let text: String
    private let parts: [String]

    package init(_ text: String) {
        self.text = text
        parts = text.split(separator: "/").filter { $0 != "." }.map(String.init)
    }

    /// Whether it names the path, or a folder above it.
    package func matches(_ path: String) -> Bool {
        let names = path.split(separator: "/").filter { $0 != "." }.map { Array($0.utf8) }
        return !parts.isEmpty && Self.matches(parts.map { Array($0.utf8) }[...], names[...])
    }

    private static func matches(_ parts: ArraySlice<[UInt8]>, _ names: ArraySlice<[UInt8]>) -> Bool {
        guard let part = parts.first else { return true }
        if part == Array("**".utf8) {
            return matches(parts.dropFirst(), names) || !names.isEmpty && matches(parts, names.dropFirst())
        }
        guard let name = names.first, matches(name: part[...], name[...]) else { return false }
        return matches(parts.dropFirst(), names.dropFirst())
    }

    /// One name: goes back to the last `*` only, so that no pattern takes long.
    private static func matches(name pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
        var (place, at) = (pattern.startIndex, name.startIndex)
        var star: (pattern: Int, name: Int)?
        while at < name.endIndex {
            if place < pattern.endIndex, pattern[place] == UInt8(ascii: "*") {
                star = (place, at)
                place += 1
            } else if place < pattern.endIndex, pattern[place] == name[at] {
                place += 1
                at += 1
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                (place, at) = (last.pattern + 1, last.name + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
