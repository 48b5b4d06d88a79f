/// One line a diagnostic, for programs that read lines: `support.scrimp:14:20: error[S104]: message`.
package struct ConciseRenderer: Sendable {
    package init() {}

    package func render(_ diagnostic: Diagnostic, in sources: SourceSet) -> String {
        let text = sources[diagnostic.location.source]
        let place = text.position(at: diagnostic.location.range.start)
        return VisibleText.line(text.file) + ":\(place.line):\(place.column): "
            + "\(diagnostic.severity.rawValue)[\(diagnostic.code.id)]: " + VisibleText.line(diagnostic.message) + "\n"
    }

    /// In the order given.
    package func render(_ diagnostics: [Diagnostic], in sources: SourceSet) -> String {
        diagnostics.reduce(into: "") { $0 += render($1, in: sources) }
    }
}
