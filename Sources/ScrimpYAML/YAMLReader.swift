package import ScrimpDiagnostics
package import ScrimpJSON

/// Reads YAML 1.2 (core schema) into the tree that JSON gives, with every place kept.
///
/// Keys are text. Merge keys, foreign tags, several documents and numbers that are none are reported, as are duplicate
/// keys and aliases without an anchor, which libyaml lets pass.
package struct YAMLReader: ~Copyable {
    /// Levels of lists and mappings: libyaml's time grows with the square of the nesting.
    package static let depthLimit = 128
    /// How many values aliases may stand for in one file.
    package static let aliasLimit = 100_000

    /// A value with what it would cost to repeat it.
    struct Subtree {
        var node: JSONNode
        /// Values in it, itself included.
        var count = 1
        /// Levels of lists and mappings in it.
        var height = 0
    }

    /// Reading cannot go on; the diagnostic has been added already.
    struct Stop: Error {}

    private var events: YAMLEventStream
    let places: CharacterPlaces
    private let sourceIndex: Int
    private var diagnostics: [Diagnostic] = []
    var anchors: [String: Subtree] = [:]
    var aliasedCount = 0
    var isInsideKey = false

    private init(events: consuming YAMLEventStream, places: CharacterPlaces, sourceIndex: Int) {
        self.events = events
        self.places = places
        self.sourceIndex = sourceIndex
    }

    /// Reads a file that holds one document; an empty one is null. The tree is nil where the text is no YAML at all, or
    /// beyond the limits; after any other diagnostic what could be read is there.
    package static func read(_ source: SourceText, sourceIndex: Int = 0) -> (node: JSONNode?, diagnostics: [Diagnostic])
    {
        func failure(_ code: DiagnosticCode, _ message: String, at range: ByteRange, help: String? = nil)
            -> [Diagnostic]
        {
            [Diagnostic(code, message, at: SourceLocation(range, in: sourceIndex), help: help)]
        }
        guard source.bytes.count < Int(UInt32.max) else {
            return (nil, failure(.dataTooLarge, "the text has 4 GiB or more", at: .none))
        }
        if let offset = UTF8Validation.firstInvalid(in: source.bytes[...]) {
            let place = ByteRange(UInt32(clamping: offset), UInt32(clamping: offset + 1))
            return (
                nil, failure(.invalidEncoding, "this byte is not UTF-8", at: place, help: "save the file as UTF-8")
            )
        }
        let skipped = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let bytes = source.bytes[skipped...]
        guard let events = YAMLEventStream(bytes) else {
            return (nil, failure(.dataTooLarge, "there is no memory to read the text", at: .none))
        }
        var reader = YAMLReader(
            events: events, places: CharacterPlaces(bytes, skipped: skipped), sourceIndex: sourceIndex)
        do {
            let node = try reader.stream()
            return (node, reader.diagnostics)
        } catch {
            return (nil, reader.diagnostics)
        }
    }

    private mutating func stream() throws(Stop) -> JSONNode {
        var root: JSONNode?
        while true {
            let event = try next()
            switch event.kind {
            case .streamStart, .documentEnd: continue
            case .streamEnd: return root ?? JSONNode(.null, range: places.range(0, 0))
            case .documentStart where root != nil:
                report(.unsupportedYAML, "a file holds one document, this is a second one", at: range(of: event))
                return root ?? JSONNode(.null)
            case .documentStart: root = try value(next(), depth: 0).node
            default: continue
            }
        }
    }
}

extension YAMLReader {
    mutating func next() throws(Stop) -> YAMLEvent {
        do {
            return try events.next()
        } catch {
            let place =
                switch error.place {
                case .byte(let offset): places.byte(offset)
                case .character(let index): places.byte(ofCharacter: index)
                }
            report(.malformedYAML, error.message, at: ByteRange(place, place))
            throw Stop()
        }
    }

    mutating func report(_ code: DiagnosticCode, _ message: String, at range: ByteRange, help: String? = nil) {
        diagnostics.append(Diagnostic(code, message, at: SourceLocation(range, in: sourceIndex), help: help))
    }

    func range(of event: YAMLEvent) -> ByteRange { places.range(event.start, event.end) }
}
