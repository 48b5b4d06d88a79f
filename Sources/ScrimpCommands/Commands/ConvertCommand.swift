import ScrimpDataForm
import ScrimpDiagnostics
import ScrimpJSON
import ScrimpPlan
import ScrimpSyntax

extension Command {
    package static let convert = Command(
        "convert", "Turn a policy into JSON, YAML or text",
        details: """
            A policy has a second form as data, for programs that write policies. Text becomes data and data becomes text; \
            what comes out is checked for its form only, `check` says whether the policy is right.

            Nothing is lost but layout and comments that document nothing; how many, is said on standard error. Text is in \
            the one layout. What FILE is, its ending says: `.scrimp`, `.json`, `.yaml` or `.yml`, else what it begins with.
            """,
        positionals: [Positional("FILE", "a policy as text, JSON or YAML, or `-`")],
        options: [
            Option(
                "from", value: "FORM", .choice(PolicyForm.names), "what FILE is; needed where its name does not say it"),
            Option(
                "to", value: "FORM", .choice(PolicyForm.names),
                "what it becomes; left out, what the ending of the output says, else text for data and JSON for text"),
            Option("output", short: "o", value: "FILE", .file, "where it goes, instead of standard output"),
        ],
        examples: [
            Example("scrimp convert policy.scrimp", "as JSON"),
            Example("scrimp convert policy.json --output policy.scrimp", "back into text"),
            Example("scrimp convert --from yaml --to json -", "from standard input"),
        ],
        run: runConvert)
}

/// What a policy is written in.
private enum PolicyForm: Equatable {
    case text
    case data(DataNotation)

    static let names = ["text"] + DataNotation.allCases.map(\.rawValue)

    init?(named name: String) {
        if name == "text" {
            self = .text
        } else if let notation = DataNotation(rawValue: name) {
            self = .data(notation)
        } else {
            return nil
        }
    }

    /// What the ending of a file's name says; nil where it says nothing.
    init?(path: String) {
        switch path {
        case _ where path.hasSuffix(".scrimp"): self = .text
        case _ where path.hasSuffix(".json"): self = .data(.json)
        case _ where path.hasSuffix(".yaml") || path.hasSuffix(".yml"): self = .data(.yaml)
        default: return nil
        }
    }

    /// What a file begins with: only JSON has a `{` there, and YAML a key with its colon.
    init(bytes: [UInt8]) {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        let start = bytes.drop { blanks.contains($0) }
        let word = start.prefix { ($0 | 0x20) &- UInt8(ascii: "a") < 26 }
        if start.first == UInt8(ascii: "{") {
            self = .data(.json)
        } else if !word.isEmpty, bytes[word.endIndex...].first == UInt8(ascii: ":") {
            self = .data(.yaml)
        } else {
            self = .text
        }
    }
}

/// What came of a conversion, and what is to be said about it.
private struct Conversion {
    var text: [UInt8]?
    var commentsLeftOut = 0
    var diagnostics: [Diagnostic]
}

private func runConvert(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    let path = invocation.argument("FILE") ?? "-"
    let output = invocation.value("output")
    do throws(FileFailure) {
        let bytes = try environment.files.read(path)
        guard bytes.count < Int(UInt32.max) else {
            throw FileFailure(.read, path, reason: "it is larger than 4 GiB", help: "name a policy")
        }
        let source = SourceText(file: path == "-" ? "<stdin>" : path, bytes: bytes)
        let from =
            invocation.value("from").flatMap { PolicyForm(named: $0) } ?? PolicyForm(path: path)
            ?? PolicyForm(bytes: bytes)
        let to =
            invocation.value("to").flatMap { PolicyForm(named: $0) } ?? output.flatMap { PolicyForm(path: $0) }
            ?? (from == .text ? .data(.json) : .text)
        let conversion = convert(source, from: from, to: to)
        say(conversion.diagnostics, in: source, environment)
        guard let text = conversion.text else { return .findings }
        if let output {
            try environment.files.write(output, text)
        } else {
            environment.output.write(text)
        }
        if conversion.commentsLeftOut > 0 {
            environment.errors.write("note: \(counted(conversion.commentsLeftOut, "comment")) left out\n")
        }
        return .clean
    } catch {
        return environment.fail(error)
    }
}

private func convert(_ source: SourceText, from: PolicyForm, to: PolicyForm) -> Conversion {
    switch from {
    case .text:
        let data = policyData(of: parse(source))
        guard let value = data.value else { return Conversion(diagnostics: data.diagnostics) }
        guard case .data(let notation) = to else {
            // Through data, so that the text is one that data has a place for.
            let node = JSONNode(value)
            return Conversion(
                text: policyText(from: node, in: source).bytes, commentsLeftOut: data.commentsLeftOut, diagnostics: [])
        }
        return Conversion(
            text: Array(notation.text(value).utf8), commentsLeftOut: data.commentsLeftOut, diagnostics: [])
    case .data(let notation):
        let (node, found) = notation.read(source)
        guard found.isEmpty, let node else { return Conversion(diagnostics: found) }
        let text = policyText(from: node, in: source)
        guard let bytes = text.bytes else { return Conversion(diagnostics: text.diagnostics) }
        let comments = notation == .yaml ? yamlComments(in: source, node) : 0
        switch to {
        case .text: return Conversion(text: bytes, commentsLeftOut: comments, diagnostics: [])
        case .data(let other):
            return Conversion(text: Array(other.text(node.value).utf8), commentsLeftOut: comments, diagnostics: [])
        }
    }
}

/// On standard error, because standard output may be the policy.
private func say(_ found: [Diagnostic], in source: SourceText, _ environment: Environment) {
    guard !found.isEmpty else { return }
    var sources = SourceSet()
    _ = sources.add(source)
    let renderer = TerminalRenderer(
        usesColors: environment.errorsIsTerminal && environment.usesColors(nil),
        width: environment.columns.map { $0 - 8 } ?? 120)
    for diagnostic in found { environment.errors.write(renderer.render(diagnostic, in: sources) + "\n") }
}
