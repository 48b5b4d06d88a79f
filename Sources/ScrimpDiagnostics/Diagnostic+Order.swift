extension Sequence<Diagnostic> {
    /// In order of position: by text, start and end; at one place errors before warnings before notes, then by code.
    package func sortedByPosition() -> [Diagnostic] {
        enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            if a.location.source != b.location.source { return a.location.source < b.location.source }
            if a.location.range.start != b.location.range.start {
                return a.location.range.start < b.location.range.start
            }
            if a.location.range.end != b.location.range.end { return a.location.range.end < b.location.range.end }
            if a.severity != b.severity { return a.severity.rank < b.severity.rank }
            if a.code.id != b.code.id { return a.code.id < b.code.id }
            return left.offset < right.offset
        }.map(\.element)
    }
}

extension Diagnostic.Severity {
    /// 0 for the most severe.
    package var rank: Int {
        switch self {
        case .error: 0
        case .warning: 1
        case .note: 2
        }
    }
}
