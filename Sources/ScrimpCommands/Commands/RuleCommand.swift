import ScrimpDiagnostics
import ScrimpLinter

extension Command {
    package static let rule = Command(
        "rule", "Explain a code of a finding",
        details: """
            Prints the page of a code: what it finds, why it matters, a text that gives it and the same mended. Without CODE, \
            lists every rule of the linter and every code of the checker and the compiler.
            """,
        positionals: [Positional("CODE", "the code of a finding", arity: .optional, kind: .code)],
        examples: [Example("scrimp rule M002", "print its page"), Example("scrimp rule", "list all codes")],
        run: runRule)
}

private func runRule(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    guard let id = invocation.argument("CODE") else {
        environment.output.write(listOfCodes())
        return .clean
    }
    let known = LintSelector.codes
    guard let code = LintSelector.code(named: id) ?? LintSelector.code(named: id.uppercased()) else {
        let close = suggest(id, among: known.map(\.id))
        return environment.fail(
            "there is no code `\(id)`",
            help: close.map { "did you mean `\($0)`?" } ?? "`\(CommandTable.program) rule` lists them")
    }
    environment.output.write(code.fullPage)
    return .clean
}

/// Families with a line for each code.
private func listOfCodes() -> String {
    var groups: [(String, [DiagnosticCode])] = LintFamily.all.map { family in
        (family.name, LintRule.all.map(\.code).filter { $0.id.hasPrefix(family.letter) })
    }
    groups += DiagnosticCode.Family.all.map { family in
        (family.name, DiagnosticCode.all.filter { $0.id.hasPrefix(family.prefix) })
    }
    var text = ""
    for (name, codes) in groups where !codes.isEmpty {
        text += (text.isEmpty ? "" : "\n") + name + "\n"
        for code in codes {
            let severity = code.severity.rawValue
            text += "  \(code.id)  \(severity)\(String(repeating: " ", count: 9 - severity.utf8.count))\(code.title)\n"
        }
    }
    return text
}
