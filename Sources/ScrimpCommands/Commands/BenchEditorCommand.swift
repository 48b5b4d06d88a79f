import ScrimpDiagnostics
import ScrimpLanguageServer
import ScrimpSimulator

extension Command {
    static let benchEditor = Command(
        "editor", "Measure how long an editor waits",
        details: """
            Opens a long policy in the server that `scrimp lsp` runs, types into it, and asks what editors ask. A keystroke is \
            answered when the findings of the changed text are out.
            """,
        options: [Option("lines", value: "N", .count, defaultText: "2000", "how long the policy is")],
        run: runBenchEditor)
}

private func runBenchEditor(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    warnOfDebugBuild(environment)
    let text = EditorPolicy.text(lines: invocation.count("lines") ?? 2_000)
    var benchmark = EditorBenchmark(environment, text: text)
    let found = benchmark.open()
    // With an error in it nothing would be compiled, and the figures would say nothing.
    if let error = found.first(where: { $0.severity == .error }) {
        return environment.fail("the benchmark's policy is wrong: \(error.code.id): \(error.message)")
    }
    environment.output.write(
        "a policy of \(benchmark.lineCount) lines, \(text.utf8.count) bytes, \(found.count) findings\n")
    for row in benchmark.rows() {
        environment.output.write(
            "  \(row.name)\(String(repeating: " ", count: max(0, 34 - row.name.count)))"
                + "median \(milliseconds(row.median)) ms, worst \(milliseconds(row.worst)) ms\n")
    }
    return .clean
}

private func milliseconds(_ nanoseconds: Double) -> String {
    let text = Int64((nanoseconds / 1e5).rounded()).asTenths
    return String(repeating: " ", count: max(0, 6 - text.count)) + text
}

/// One editor and one server, in one process: no time is spent on pipes.
private struct EditorBenchmark {
    struct Row {
        let name: String
        let median: Double
        let worst: Double
    }

    static let uri = "file:///bench/policy.scrimp"
    private var server: LanguageServer
    private var text: String
    private var numbers = BenchmarkNumbers(seed: 4)
    private var version = 1

    init(_ environment: Environment, text: String) {
        server = LanguageServer(.process(environment))
        self.text = text
    }

    var lineCount: Int { LineTable(Array(text.utf8)).lineCount - 1 }

    /// Returns what is found.
    mutating func open() -> [Diagnostic] {
        send("initialize", id: 1, #"{"capabilities":{"general":{"positionEncodings":["utf-8"]}}}"#)
        let quoted = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        }.joined(separator: "\\n")
        send(
            "textDocument/didOpen", id: nil,
            #"{"textDocument":{"uri":"\#(Self.uri)","languageId":"scrimp","version":1,"text":"\#(quoted)"}}"#)
        return server.workspace.findings(ofPath: "/bench/policy.scrimp")?.diagnostics ?? []
    }

    mutating func rows() -> [Row] {
        [
            row("keystroke in a name, and back") { $0.keystroke(after: "model_3", "x") },
            row("keystroke in a number, and back") { $0.keystroke(after: "retry:          2", "0") },
            row("keystroke that opens a block") { $0.keystroke(after: "cooldown_after: 4", "\\nx {") },
            row("completion") { $0.ask("completion", at: "when team_7 and ") },
            row("hover") { $0.ask("hover", at: "-> model_7") },
            row("references") { $0.ask("references", at: "let team_9") },
            row("semantic tokens") { $0.ask("semanticTokens/full", at: "policy") },
            row("hints") { $0.ask("inlayHint", at: "policy") },
            row("symbols") { $0.ask("documentSymbol", at: "policy") },
            row("formatting") { $0.ask("formatting", at: "policy") },
        ]
    }

    private mutating func row(_ name: String, _ work: (inout EditorBenchmark) -> [Double]) -> Row {
        var times: [Double] = []
        for _ in 0..<11 { times += work(&self) }
        let sorted = times.sorted()
        return Row(name: name, median: sorted[sorted.count / 2], worst: sorted.last ?? 0)
    }

    /// Types after a piece of text and takes it back; the times of both.
    private mutating func keystroke(after piece: String, _ typed: String) -> [Double] {
        let place = place(after: piece)
        let length = typed.replacing("\\n", with: "\n").utf8.count
        let end =
            typed.hasPrefix("\\n")
            ? LinePosition(line: place.line + 1, character: length - 1)
            : LinePosition(line: place.line, character: place.character + length)
        return [change(place, place, typed), change(place, end, "")]
    }

    private mutating func change(_ start: LinePosition, _ end: LinePosition, _ text: String) -> Double {
        version += 1
        return send(
            "textDocument/didChange", id: nil,
            #"{"textDocument":{"uri":"\#(Self.uri)","version":\#(version)},"contentChanges":[{"range":{"start":\#(Self.json(start)),"#
                + #""end":\#(Self.json(end))},"text":"\#(text)"}]}"#)
    }

    private mutating func ask(_ method: String, at piece: String) -> [Double] {
        let place = place(after: piece)
        return [
            send(
                "textDocument/\(method)", id: version,
                #"{"textDocument":{"uri":"\#(Self.uri)"},"position":\#(Self.json(place)),"range":{"start":{"line":0,"character":0},"#
                    + #""end":{"line":\#(lineCount),"character":0}}}"#)
        ]
    }

    private static func json(_ place: LinePosition) -> String {
        #"{"line":\#(place.line),"character":\#(place.character)}"#
    }

    private func place(after piece: String) -> LinePosition {
        let bytes = Array(text.utf8)
        let found = text.firstRange(of: piece)?.upperBound ?? text.startIndex
        return LineTable(bytes).position(at: text.utf8.distance(from: text.startIndex, to: found), .utf8)
    }

    @discardableResult
    private mutating func send(_ method: String, id: Int?, _ parameters: String) -> Double {
        let number = id.map { #""id":\#($0),"# } ?? ""
        let body = #"{"jsonrpc":"2.0",\#(number)"method":"\#(method)","params":\#(parameters)}"#
        let bytes = Array("Content-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
        let start = BenchmarkClock.now()
        let answer = server.receive(bytes)
        let time = BenchmarkClock.now() - start
        // An answer that nobody looks at would not have to be made.
        return answer.isEmpty && id != nil ? .infinity : time
    }
}
