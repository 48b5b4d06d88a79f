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
/// changes nothing: a layout that would not be stable, or in which the mistakes would read differently, is not used.
package func format(_ source: SourceText) -> FormattedText {
    let original = parse(source)
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
