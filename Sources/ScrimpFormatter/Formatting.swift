package import ScrimpDiagnostics
package import ScrimpSyntax

/// A text in the one layout.
package struct FormattedText: Sendable {
    package let bytes: [UInt8]
    /// Lines of the original that stand in it byte by byte, because they hold a mistake, as ranges of the original.
    package let untouched: [ByteRange]
}

/// Puts a text into the one layout. Never fails and never loses text; the tokens stay what they are and where they are among each
/// other, but for the commas that the layout needs or does not.
///
/// Around a mistake the lines of the smallest field, rule or block that holds it stay as they are. Formatting the result again
/// changes nothing: a layout that would not be stable, or that would be understood differently, is not used.
package func format(_ source: SourceText) -> FormattedText { format(parse(source)) }

/// The same of a text that was parsed before.
package func format(_ original: ParsedFile) -> FormattedText {
    let source = original.tree.source
    for scope in Damage.Scope.allCases {
        let result = layOut(original, scope: scope)
        if result.bytes == source.bytes { return result }
        let parsed = parse(SourceText(file: source.file, bytes: result.bytes))
        guard TextContent(parsed) == TextContent(original) else { continue }
        if layOut(parsed, scope: .smallest).bytes == result.bytes { return result }
    }
    let whole = ByteRange(0, UInt32(truncatingIfNeeded: source.bytes.count))
    return FormattedText(bytes: source.bytes, untouched: [whole])
}

/// The errors of a text that the layout does not mend: around them it leaves lines as they are.
package func mistakes(in parsed: ParsedFile) -> [Diagnostic] {
    parsed.diagnostics.filter { $0.severity == .error && !Damage.isMended($0.code) }
}

/// One pass, of which nothing has been verified.
package func layOut(_ parsed: ParsedFile, scope: Damage.Scope) -> FormattedText {
    let damage = Damage(of: parsed, scope: scope)
    guard !damage.isTotal else {
        let bytes = parsed.tree.source.bytes
        return FormattedText(bytes: bytes, untouched: [ByteRange(0, UInt32(truncatingIfNeeded: bytes.count))])
    }
    var layout = Layout(parsed.tree, damage: damage)
    layout.run()
    var printer = Printer(layout)
    return FormattedText(bytes: printer.run(), untouched: damage.regions.map(\.bytes))
}
