/// One event of a YAML text. Marks count characters (Unicode scalars), as libyaml gives them.
struct YAMLEvent {
    enum Kind {
        case streamStart, streamEnd, documentStart, documentEnd
        case alias(String)
        case scalar(YAMLScalar)
        case sequenceStart(anchor: String?, tag: String?, isFlow: Bool)
        case sequenceEnd
        case mappingStart(anchor: String?, tag: String?, isFlow: Bool)
        case mappingEnd
    }

    let kind: Kind
    let start: Int
    let end: Int
}

struct YAMLScalar {
    let text: String
    let anchor: String?
    let tag: String?
    /// Written without quotes, so that it may be a number, a truth value or null.
    let isPlain: Bool
}

/// Why libyaml gave up.
struct YAMLParseError: Error {
    enum Place {
        case character(Int)
        case byte(Int)
    }

    let message: String
    let place: Place
}
