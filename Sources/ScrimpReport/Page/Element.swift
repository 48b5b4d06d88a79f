/// A node of a page: text, or an element with attributes and children. Everything that is text is escaped when it is written, so
/// that no name of a policy can become markup.
enum Element {
    case text(String)
    case tag(Tag, [(String, String)], [Element])
    /// Rules of the page's own style sheet; never anything that was read.
    case style(StaticString)

    enum Tag: String {
        case html, head, meta, title, style, body, header, main, section, footer, nav, div, p, h1, h2, h3, ul, li, a,
            span
        case strong, small, code, bdi, figure, figcaption, details, summary, table, caption, thead, tbody, tr, th, td,
            dl, dt
        case dd
        case svg, g, rect, line, circle, polyline, polygon, desc, defs, pattern, path
        case svgText = "text"
        /// The title of a drawing.
        case svgTitle = "Title"

        var name: String { self == .svgTitle ? "title" : rawValue }

        /// Whether a line ends behind it: the page can be read, and compared line by line.
        var endsLine: Bool {
            switch self {
            case .a, .span, .strong, .small, .code, .bdi: false
            default: true
            }
        }

        var isVoid: Bool { self == .meta }
    }

    static func make(_ tag: Tag, _ text: String) -> Element { .tag(tag, [], [.text(text)]) }

    static func make(_ tag: Tag, _ attributes: KeyValuePairs<String, String>, _ text: String) -> Element {
        .tag(tag, attributes.map { ($0.key, $0.value) }, [.text(text)])
    }

    static func make(_ tag: Tag, _ children: [Element]) -> Element { .tag(tag, [], children) }

    static func make(_ tag: Tag, _ attributes: KeyValuePairs<String, String>, _ children: [Element]) -> Element {
        .tag(tag, attributes.map { ($0.key, $0.value) }, children)
    }

    static func make(_ tag: Tag, _ attributes: KeyValuePairs<String, String>) -> Element {
        .tag(tag, attributes.map { ($0.key, $0.value) }, [])
    }

    /// Adds what it is written as. Elements without content end themselves, so that the page is well-formed XML too.
    func write(to text: inout String) {
        switch self {
        case .text(let content): Self.escape(content, to: &text)
        case .style(let rules): text += "<style>\n\(rules)</style>\n"
        case .tag(let tag, let attributes, let children):
            text += "<" + tag.name
            for (name, value) in attributes {
                text += " " + name + "=\""
                Self.escape(value, to: &text)
                text += "\""
            }
            if tag.isVoid || children.isEmpty && tag.isDrawn {
                text += "/>"
            } else {
                text += ">"
                for child in children { child.write(to: &text) }
                text += "</" + tag.name + ">"
            }
            if tag.endsLine { text += "\n" }
        }
    }

    /// Markup becomes text; what would hide, reorder or end text becomes a sign that something stood there.
    static func escape(_ content: String, to text: inout String) {
        for scalar in content.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case "\n", "\t": text += " "
            default:
                switch scalar.value {
                case 0..<0x20, 0x7f..<0xa0, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff,
                    0xfdd0...0xfdef, 0xfff9...0xfffb, 0xe0000...0xe007f:
                    text += "\u{fffd}"
                default:
                    // The last two of every plane are no characters.
                    if scalar.value & 0xfffe == 0xfffe {
                        text += "\u{fffd}"
                    } else {
                        text.unicodeScalars.append(scalar)
                    }
                }
            }
        }
    }
}

extension Element.Tag {
    /// Parts of a drawing may be without content.
    fileprivate var isDrawn: Bool {
        switch self {
        case .rect, .line, .circle, .polyline, .polygon, .path: true
        default: false
        }
    }
}
