import ScrimpDiagnostics

/// Collects what is wrong with one text; after a thousand it stops listening.
struct SyntaxDiagnostics {
    static let most = 1_000

    let sourceIndex: Int
    private(set) var all: [Diagnostic] = []

    init(sourceIndex: Int) { self.sourceIndex = sourceIndex }

    /// Whether it has stopped listening, so that no message need be put together.
    var isFull: Bool { all.count > Self.most }

    mutating func report(
        _ code: DiagnosticCode, _ message: String, _ range: ByteRange, caption: String = "",
        label: (range: ByteRange, text: String)? = nil, help: String? = nil, fix: Diagnostic.Fix? = nil
    ) {
        guard all.count < Self.most else {
            if all.count == Self.most {
                all.append(
                    Diagnostic(
                        .tooManyErrors, "more than \(Self.most) mistakes; the rest is not shown",
                        at: SourceLocation(range, in: sourceIndex)))
            }
            return
        }
        all.append(
            Diagnostic(
                code, message, at: SourceLocation(range, in: sourceIndex), caption: caption,
                labels: label.map { [Diagnostic.Label(SourceLocation($0.range, in: sourceIndex), $0.text)] } ?? [],
                help: help, fixes: fix.map { [$0] } ?? []))
    }

    /// By position, in the order of discovery where it is the same.
    mutating func sorted() -> [Diagnostic] {
        all.enumerated().sorted { left, right in
            (left.element.location.range.start, left.offset) < (right.element.location.range.start, right.offset)
        }.map(\.element)
    }
}

extension Diagnostic.Fix {
    static func replace(
        _ range: ByteRange, by text: String, _ title: String, isSafe: Bool = true
    ) -> Diagnostic.Fix {
        Diagnostic.Fix(title, [Edit(range, text)], isSafe: isSafe)
    }

    static func insert(
        _ text: String, at offset: UInt32, _ title: String, isSafe: Bool = true
    ) -> Diagnostic.Fix {
        Diagnostic.Fix(title, [Edit(ByteRange(offset, offset), text)], isSafe: isSafe)
    }

    static func remove(_ range: ByteRange, _ title: String, isSafe: Bool = true) -> Diagnostic.Fix {
        Diagnostic.Fix(title, [Edit(range, "")], isSafe: isSafe)
    }
}
