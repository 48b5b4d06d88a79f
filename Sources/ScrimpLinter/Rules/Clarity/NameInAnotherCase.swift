import ScrimpDiagnostics
import ScrimpSyntax

extension LintRule {
    /// a name that is not in `snake_case`
    ///
    /// Why: Fields, functions and units of the language are written so. One way of writing names is one thing less to remember when a
    /// budget is asked for by its name.
    ///
    /// Bad:
    /// ```scrimp
    /// model gptMini { from: "openai/gpt-4o-mini" }
    /// route { otherwise -> gptMini }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// model gpt_mini { from: "openai/gpt-4o-mini" }
    /// route { otherwise -> gpt_mini }
    /// ```
    package static let nameInAnotherCase = LintRule(
        "C013", severity: .note,
        .text { linted, findings in
            var names: [Name] = []
            for item in linted.file.items {
                switch item {
                case .constant(let view): if let name = view.name { names.append(name) }
                case .declaration(let view): if let name = view.name { names.append(name) }
                case .request(let view): names += view.attributes.map(\.name)
                case .use, .route: break
                }
            }
            let taken = Set(names.map(\.text))
            for name in names where name.text.utf8.contains(where: { $0 &- 65 < 26 }) {
                let better = name.text.inSnakeCase
                var edits: [Diagnostic.Fix.Edit] = []
                linted.tree.forEachMention(of: Array(name.text.utf8), inTexts: false) { range in
                    edits.append(.init(range, better))
                    return true
                }
                let isFree = !taken.contains(better) && better != name.text
                findings.report(
                    "`\(name.text)` is not in `snake_case`", at: linted.location(name.range),
                    help: "call it `\(better)`, here and where it is kept by its name",
                    fixes: isFree ? [Diagnostic.Fix("rename to `\(better)`", edits, isSafe: false)] : [])
            }
        })
}

extension String {
    /// `gptMini` → `gpt_mini`, `EUOnly` → `eu_only`, `GPT4` → `gpt4`.
    fileprivate var inSnakeCase: String {
        let letters = Array(utf8)
        func isUpper(_ index: Int) -> Bool { letters.indices.contains(index) && letters[index] &- 65 < 26 }
        func isLower(_ index: Int) -> Bool { letters.indices.contains(index) && letters[index] &- 97 < 26 }
        var result: [UInt8] = []
        for index in letters.indices {
            let startsWord =
                isUpper(index) && index > 0 && letters[index - 1] != UInt8(ascii: "_")
                && (!isUpper(index - 1) || isLower(index + 1))
            if startsWord { result.append(UInt8(ascii: "_")) }
            result.append(isUpper(index) ? letters[index] | 32 : letters[index])
        }
        return String(decoding: result, as: UTF8.self)
    }
}
