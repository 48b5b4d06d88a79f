package import ScrimpDiagnostics

/// A source text with the diagnostics that it must give written into it.
///
/// `«S104:$3/Mtok + $2»` marks a range and the code expected at exactly that range; `«S012:»` marks an empty range.
/// Markers nest. The markers are taken out before the text is compiled.
package struct MarkedText: Sendable {
    package struct Expectation: Hashable, Sendable {
        package let code: String
        package let range: ByteRange

        package init(code: String, range: ByteRange) {
            self.code = code
            self.range = range
        }
    }

    package struct Malformed: Error, CustomStringConvertible {
        package let description: String
    }

    package let text: String
    /// In order of position, outer ranges first.
    package let expectations: [Expectation]

    package init(_ marked: String) throws(Malformed) {
        var bytes: [UInt8] = []
        var open: [(code: String, start: Int)] = []
        var found: [Expectation] = []
        var rest = marked.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "«":
                var code = ""
                while let next = rest.popFirst(), next != ":" {
                    guard next.isASCII, next.properties.isAlphabetic || ("0"..."9").contains(next) else {
                        throw Malformed(description: "a marker is written `«CODE:text»`, found `\(next)` in its code")
                    }
                    code.unicodeScalars.append(next)
                }
                open.append((code, bytes.count))
            case "»":
                guard let last = open.popLast() else { throw Malformed(description: "`»` without `«`") }
                let range = ByteRange(UInt32(truncatingIfNeeded: last.start), UInt32(truncatingIfNeeded: bytes.count))
                found.append(Expectation(code: last.code, range: range))
            default:
                bytes.append(contentsOf: String(scalar).utf8)
            }
        }
        guard open.isEmpty else { throw Malformed(description: "`«` without `»`") }
        text = String(decoding: bytes, as: UTF8.self)
        expectations = found.sorted {
            ($0.range.start, UInt32.max - $0.range.end, $0.code) < ($1.range.start, UInt32.max - $1.range.end, $1.code)
        }
    }

    package func source(named file: String = "policy.scrimp") -> SourceText { SourceText(file: file, text: text) }

    /// What of a compilation's diagnostics is missing and what nobody expected; empty where they agree.
    package func disagreements(with diagnostics: [Diagnostic]) -> [String] {
        var missing = expectations
        var lines: [String] = []
        let source = source()
        for diagnostic in diagnostics {
            let actual = Expectation(code: diagnostic.code.id, range: diagnostic.location.range)
            if let index = missing.firstIndex(of: actual) {
                missing.remove(at: index)
            } else {
                let place = source.position(at: actual.range.start)
                lines.append(
                    "unexpected \(actual.code) at \(place.line):\(place.column)"
                        + " (`\(source.text(in: actual.range))`): \(diagnostic.message)")
            }
        }
        for expected in missing {
            let place = source.position(at: expected.range.start)
            lines.append(
                "missing \(expected.code) at \(place.line):\(place.column) (`\(source.text(in: expected.range))`)")
        }
        return lines
    }
}
