import ScrimpCatalog
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpLinter
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics
import ScrimpSyntax
import ScrimpTestSupport
import Testing

/// A text as the linter sees it, with every file that it names.
struct LintedFile {
    let checked: CheckedFile
    let compilation: Compilation?

    /// - Parameter load: the bytes of a file by its path, nil where there is none.
    init(_ bytes: [UInt8], path: String = "policy.scrimp", load: @escaping (String) -> [UInt8]?) {
        let environment = CompilationEnvironment(
            load: { path throws(CompilationEnvironment.LoadError) in
                guard let bytes = load(path) else { throw .missing }
                return bytes
            },
            zoneRules: { $0 == "UTC" ? .utc : $0 == "Europe/Berlin" ? ZoneRules(initialOffset: 3_600) : nil },
            zoneNames: { ["UTC", "Europe/Berlin"] }, catalog: .builtIn, today: LintCase.today)
        let checked = check(SourceText(file: path, bytes: bytes), path: path, in: environment)
        self.checked = checked
        compilation = checked.policy.map { compile($0, sources: checked.sources, compilerVersion: "test") }
    }

    init(_ text: String, files: [String: String] = [:]) {
        self.init(Array(text.utf8)) { files[$0].map { Array($0.utf8) } }
    }

    /// A file of the package, with what it names beside it.
    static func ofPackage(_ path: String) throws -> LintedFile {
        LintedFile(try PackageRoot.bytes(path), path: path) { try? PackageRoot.bytes($0) }
    }

    var errors: [Diagnostic] {
        (checked.diagnostics + (compilation?.diagnostics ?? [])).filter { $0.severity == .error }
    }

    func findings(_ rules: [LintRule] = LintRule.all) -> [Diagnostic] {
        lint(checked, compilation, today: LintCase.today, rules: rules)
    }

    /// The text after the safe fixes of all rules, once.
    var mended: [UInt8] {
        let own = findings().filter { $0.location.source == 0 }
        return applying(own.compactMap { $0.fixes.first(where: \.isSafe) }, to: checked.sources[0])
    }
}

/// What holds of all rules together, for any text.
enum RulesTogether {
    /// Rules do not depend on each other; safe fixes end, and change nothing but the words.
    static func expect(
        on file: LintedFile, load: @escaping (String) -> [UInt8]?,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) {
        let together = file.findings()
        for rule in LintRule.all {
            let alone = file.findings([rule]).map(Said.init)
            let among = together.filter { $0.code.id == rule.code.id }.map(Said.init)
            #expect(alone == among, "\(rule.code.id) says something else alone", sourceLocation: sourceLocation)
        }
        for diagnostic in together {
            let text = file.checked.sources[diagnostic.location.source]
            #expect(Int(diagnostic.location.range.end) <= text.bytes.count, sourceLocation: sourceLocation)
            // `AWQ` begins with a capital wherever it stands.
            let begins = diagnostic.message.unicodeScalars.prefix(2).map(\.properties.isUppercase)
            #expect(
                begins != [true, false] && !diagnostic.message.hasSuffix("."), "\(diagnostic.message)",
                sourceLocation: sourceLocation)
        }
        expectSafeFixes(file, load, sourceLocation)
    }

    private static func expectSafeFixes(
        _ file: LintedFile, _ load: @escaping (String) -> [UInt8]?, _ sourceLocation: Testing.SourceLocation
    ) {
        let original = file.checked.sources[0].bytes
        var current = file
        var rounds = 0
        while rounds < 10 {
            let mended = current.mended
            if mended == current.checked.sources[0].bytes { break }
            current = LintedFile(mended, path: file.checked.sources[0].file, load: load)
            rounds += 1
        }
        #expect(rounds < 10, "safe fixes do not come to an end", sourceLocation: sourceLocation)
        let result = current.checked.sources[0].bytes
        guard result != original else { return }
        // What a damaged text means is a guess, also where a word is left out that another part of it needs.
        guard file.errors.isEmpty else { return }
        #expect(
            current.errors.isEmpty,
            "safe fixes make errors: \(current.errors.map(\.message))\n\(String(decoding: result, as: UTF8.self))",
            sourceLocation: sourceLocation)
        guard let before = file.checked.policy, let after = current.checked.policy,
            let compilation = current.compilation
        else { return }
        if let difference = PolicyMeaning.difference(before, after, compilation, current.checked.sources) {
            Issue.record(
                "safe fixes change \(difference)\n\(String(decoding: result, as: UTF8.self))",
                sourceLocation: sourceLocation)
        }
    }

    private struct Said: Equatable {
        var location: SourceLocation
        var message: String

        init(_ diagnostic: Diagnostic) { (location, message) = (diagnostic.location, diagnostic.message) }
    }

    private typealias SourceLocation = ScrimpDiagnostics.SourceLocation
}

/// Whether two policies do the same, however their conditions are worded.
enum PolicyMeaning {
    /// What differs; nil where nothing does.
    ///
    /// The conditions are compared by what they mean. With the conditions of the one in the place of the other's, and rules
    /// without words and lines, the two plans must be the same to the last byte.
    static func difference(
        _ before: Policy, _ after: Policy, _ compilation: Compilation, _ sources: SourceSet
    ) -> String? {
        let (left, right) = (before.everyCondition, after.everyCondition)
        guard left.count == right.count else { return "the number of conditions" }
        for (index, pair) in zip(left, right).enumerated() {
            switch pair {
            case (nil, nil): continue
            case (let first?, let second?):
                for undefined in [false, true] {
                    guard let one = compilation.formula(of: first, undefined: undefined),
                        let other = compilation.formula(of: second, undefined: undefined),
                        one == other || compilation.analysis.firstEqual(of: [one, other]) == [0, 0]
                    else { return "condition \(index)" }
                }
            default: return "condition \(index)"
            }
        }
        var same = after
        same.takeConditions(of: before)
        let plans = [before.wordless, same.wordless].map {
            compile($0, sources: sources, compilerVersion: "test").draft
        }
        if plans[0].encoded() == plans[1].encoded() { return nil }
        return "the plan: \(firstDifference(kept: plans[0].describe(), actual: plans[1].describe()))"
    }
}

extension Policy {
    /// Of every declaration, in a fixed order; nil where it has none.
    fileprivate var everyCondition: [Expression?] {
        var result: [Expression?] = rules.map(\.condition)
        result += switches.flatMap { [$0.condition, $0.throwWhen] }
        result += caches.map(\.condition)
        result += allows.map(\.condition)
        result += budgets.map(\.condition)
        result += limits.map(\.condition)
        result += gathers.map(\.condition)
        result += batches.map(\.condition)
        result += shapes.flatMap { [$0.condition, $0.stopEarly] }
        result += rollouts.map(\.revertWhen)
        result += alerts.map(\.condition)
        return result
    }

    /// The other one must have the same declarations.
    fileprivate mutating func takeConditions(of other: Policy) {
        for index in rules.indices { rules[index].condition = other.rules[index].condition }
        for index in switches.indices {
            switches[index].condition = other.switches[index].condition
            switches[index].throwWhen = other.switches[index].throwWhen
        }
        for index in caches.indices { caches[index].condition = other.caches[index].condition }
        for index in allows.indices { allows[index].condition = other.allows[index].condition }
        for index in budgets.indices { budgets[index].condition = other.budgets[index].condition }
        for index in limits.indices { limits[index].condition = other.limits[index].condition }
        for index in gathers.indices { gathers[index].condition = other.gathers[index].condition }
        for index in batches.indices { batches[index].condition = other.batches[index].condition }
        for index in shapes.indices {
            shapes[index].condition = other.shapes[index].condition
            shapes[index].stopEarly = other.shapes[index].stopEarly
        }
        for index in rollouts.indices { rollouts[index].revertWhen = other.rollouts[index].revertWhen }
        for index in alerts.indices { alerts[index].condition = other.alerts[index].condition }
        // They are asked, not run; what they compare texts with is the other's.
        proofs = other.proofs
        tests = other.tests
    }

    /// With rules that do not know how, and where, they are written.
    fileprivate var wordless: Policy {
        var policy = self
        for index in policy.rules.indices {
            policy.rules[index].text = ""
            policy.rules[index].location = SourceLocation(.none)
        }
        return policy
    }
}
