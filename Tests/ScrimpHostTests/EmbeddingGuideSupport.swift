import ScrimpCatalog
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpSemantics
import ScrimpTestSupport
import Synchronization
import Testing

// What stands around the guide's code: questions, a provider that answers from a script, and what the service keeps.

struct Question: Hashable, Sendable {
    static let instructions = "answer in one sentence"

    var tenant = "acme"
    var task = "faq"
    var text: String
    var tokens: Int64 = 100
    var embedding: [Float]?
}

struct Call: Hashable, Sendable {
    var model: String
    var text: String
    var maxOutput: Int64?
    var effort: String?
    var isStreamed = false
    var reusesPrefix = false
}

struct Reply: Hashable, Sendable {
    var text: String
    var promptTokens: Int64 = 100
    var cachedTokens: Int64 = 0
    var outputTokens: Int64 = 50
    var isUseful = true
}

struct Part: Hashable, Sendable {
    var text: String
    var tokens: Int64 = 10
    var confidence: Double
}

struct ProviderFailure: Error {}

struct Refusal: Error, Hashable {
    var code: String
    var sentence: String
}

/// Answers as it is told, and keeps what it was sent.
final class Provider: Sendable {
    private let script: @Sendable (Call) async throws -> Reply
    private let sent = Mutex<[[Call]]>([])

    init(_ script: @escaping @Sendable (Call) async throws -> Reply) { self.script = script }

    func send(_ call: Call) async throws -> Reply {
        sent.withLock { $0.append([call]) }
        return try await script(call)
    }

    func sendTogether(_ calls: [Call]) { sent.withLock { $0.append(calls) } }

    var calls: [[Call]] { sent.withLock { $0 } }
}

/// What the service keeps: answers by number, calls by group, and lines for people.
final class Answers: Sendable {
    private struct Group: Hashable {
        var batch: UInt16
        var number: UInt64
    }

    private struct State {
        var texts: [UInt64: String] = [:]
        var groups: [Group: [Call]] = [:]
        var lines: [String] = []
    }

    private let state = Mutex(State())

    func keep(_ text: String, _ number: UInt64) { state.withLock { $0.texts[number] = text } }
    func text(_ number: UInt64) -> String { state.withLock { $0.texts[number] ?? "" } }
    func log(_ line: String) { state.withLock { $0.lines.append(line) } }
    var lines: [String] { state.withLock { $0.lines } }

    func add(_ call: Call, batch: UInt16, group: UInt64) {
        state.withLock { $0.groups[Group(batch: batch, number: group), default: []].append(call) }
    }

    func take(batch: UInt16, group: UInt64) -> [Call] {
        state.withLock { $0.groups.removeValue(forKey: Group(batch: batch, number: group)) ?? [] }
    }
}

/// A clock that the test moves.
final class GuideClock: Sendable {
    private let time = Mutex(Int64(1_795_521_600_000_000_000))

    var now: Instant { time.withLock { Instant(nanoseconds: $0) } }
    func pass(seconds: Int64) { time.withLock { $0 += seconds * Instant.nanosecondsPerSecond } }
}

/// The page, and the regions of the file that its blocks are written from.
enum GuidePage {
    static let path = "Docs/Embedding.md"

    static func blocks(_ language: String, in page: String) -> [String] {
        page.matches(of: /```([a-z]+)\n((?:[^`]|`(?!``))*)```\n/).filter { $0.1 == language }.map { String($0.2) }
    }

    /// Names and texts, without the indentation of the first line.
    static func regions() throws -> [(name: String, text: String)] {
        var regions: [(name: String, text: String)] = []
        var lines: [Substring]?
        var name = ""
        for line in try PackageRoot.text("Tests/ScrimpHostTests/EmbeddingGuide.swift").split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            let bare = line.drop { $0 == " " }
            if bare.hasPrefix("// guide: ") {
                name = String(bare.dropFirst("// guide: ".count))
                lines = []
            } else if bare == "// guide end", let text = lines {
                let indent = text.first?.prefix { $0 == " " }.count ?? 0
                var body = text.map { String($0.dropFirst(min(indent, $0.prefix { $0 == " " }.count))) }
                while body.last == "" { body.removeLast() }
                regions.append((name, body.joined(separator: "\n") + "\n"))
                lines = nil
            } else {
                lines?.append(line)
            }
        }
        return regions
    }

    /// The page with each block of Swift replaced by the region named in the comment in front of it.
    static func rewritten(_ page: String, _ regions: [(name: String, text: String)]) -> String {
        page.replacing(/<!-- guide: ([a-z]+) -->\n```swift\n(?:[^`]|`(?!``))*```\n/) { match in
            let text = regions.first { $0.name == match.1 }?.text ?? ""
            return "<!-- guide: \(match.1) -->\n```swift\n\(text)```\n"
        }
    }

    /// The policy of the page.
    static func policy() throws -> String { try #require(blocks("scrimp", in: PackageRoot.text(path)).first) }

    static func plan() throws -> Plan { try plan(policy()) }

    static func engine(_ policy: String) throws -> Engine<MemoryStore> {
        try Engine(plan: plan(policy), store: MemoryStore(), options: EngineOptions(hashSeed: 5))
    }

    /// A policy text, compiled.
    private static func plan(_ policy: String) throws -> Plan {
        let environment = CompilationEnvironment(
            load: { path throws(CompilationEnvironment.LoadError) in throw .missing },
            zoneRules: { $0 == "UTC" ? .utc : nil }, zoneNames: { ["UTC"] }, catalog: .builtIn,
            today: CivilDate(year: 2026, month: 11, day: 24))
        let checked = check(SourceText(file: "policy.scrimp", text: policy), in: environment)
        let compilation = checked.policy.map { compile($0, sources: checked.sources, compilerVersion: "test") }
        let found = (checked.diagnostics + (compilation?.diagnostics ?? [])).filter { $0.severity == .error }
        #expect(found.isEmpty, "\(found.map(\.message))")
        return try #require(compilation?.plan)
    }
}
