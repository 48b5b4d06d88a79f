/// Text as a terminal may show it: characters that would move the cursor, change colours, hide or reorder text are
/// spelled out, so that a policy file can never play tricks on the person who reads its diagnostics.
enum VisibleText {
    /// Columns that a tab reaches to a multiple of.
    static let tabWidth = 4

    /// What to print for a scalar that must not be printed as it is, or nil where it may.
    static func replacement(for scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0,  // control characters
            0xad, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff,  // invisible and bidirectional ones
            0xfff9...0xfffb, 0xe0000...0xe007f:
            return "\\u{" + String(scalar.value, radix: 16) + "}"
        default:
            return nil
        }
    }

    /// A message on one line.
    static func line(_ text: String) -> String { escaped(text, keepingLines: false) }

    /// A note or a help, which may have several lines.
    static func paragraph(_ text: String) -> String { escaped(text, keepingLines: true) }

    private static func escaped(_ text: String, keepingLines: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if keepingLines, scalar == "\n" {
                result.unicodeScalars.append(scalar)
            } else if let replacement = replacement(for: scalar) {
                result += replacement
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Columns that a scalar takes: 0 for marks that combine, 2 for East Asian wide and emoji, else 1.
    ///
    /// Source of the wide ranges: Unicode Standard Annex #11, "East Asian Width", version 15, merged to blocks.
    static func width(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        switch value {
        case 0x1100...0x115f, 0x2329...0x232a, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff,
            0xa000...0xa4cf, 0xa960...0xa97f, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe10...0xfe19, 0xfe30...0xfe6f,
            0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f680...0x1f6ff, 0x1f900...0x1f9ff,
            0x1fa70...0x1faff, 0x20000...0x3fffd:
            return 2
        default:
            return 1
        }
    }

    static func width(of text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + width(of: $1) } }
}
