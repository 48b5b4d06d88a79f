internal import CYAML

/// libyaml's parser over a text, event by event.
///
/// Safe because the two pointers never leave it: it owns the parser and a copy of the text, and frees both when it ends.
@safe
struct YAMLEventStream: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeMutablePointer<UInt8>

    /// Nil where libyaml cannot allocate its buffers. The text must be valid UTF-8 without a byte order mark.
    init?(_ bytes: ArraySlice<UInt8>) {
        unsafe parser = .allocate(capacity: 1)
        unsafe text = .allocate(capacity: max(bytes.count, 1))
        for (offset, byte) in bytes.enumerated() { unsafe text[offset] = byte }
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            // libyaml has zeroed the parser, so that `deinit` may delete it.
            return nil
        }
        unsafe yaml_parser_set_input_string(parser, text, bytes.count)
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe text.deallocate()
    }

    mutating func next() throws(YAMLParseError) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw parseError() }
        defer { unsafe yaml_event_delete(&event) }
        return unsafe YAMLEvent(
            kind: Self.kind(of: event), start: Int(clamping: event.start_mark.index),
            end: Int(clamping: event.end_mark.index))
    }

    private static func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
        switch unsafe event.type {
        case YAML_STREAM_START_EVENT: return .streamStart
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_ALIAS_EVENT: return unsafe .alias(string(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            return unsafe .scalar(
                YAMLScalar(
                    text: String(decoding: bytes, as: UTF8.self), anchor: string(scalar.anchor),
                    tag: string(scalar.tag), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE))
        case YAML_SEQUENCE_START_EVENT:
            let sequence = unsafe event.data.sequence_start
            return unsafe .sequenceStart(
                anchor: string(sequence.anchor), tag: string(sequence.tag),
                isFlow: sequence.style == YAML_FLOW_SEQUENCE_STYLE)
        case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            let mapping = unsafe event.data.mapping_start
            return unsafe .mappingStart(
                anchor: string(mapping.anchor), tag: string(mapping.tag),
                isFlow: mapping.style == YAML_FLOW_MAPPING_STYLE)
        case YAML_MAPPING_END_EVENT: return .mappingEnd
        default: return .streamEnd
        }
    }

    private static func string(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        guard let pointer = unsafe pointer else { return nil }
        return unsafe String(cString: pointer)
    }

    private func parseError() -> YAMLParseError {
        func text(_ pointer: UnsafePointer<CChar>?) -> String? {
            guard let pointer = unsafe pointer else { return nil }
            return unsafe String(String(cString: pointer).map { $0 == "'" ? "`" : $0 })
        }
        let parser = unsafe self.parser.pointee
        let problem = unsafe text(parser.problem) ?? "the text is no YAML"
        if unsafe parser.error == YAML_READER_ERROR {
            return unsafe YAMLParseError(message: problem, place: .byte(Int(clamping: parser.problem_offset)))
        }
        let context = unsafe text(parser.context).map { $0 + ": " } ?? ""
        return unsafe YAMLParseError(
            message: context + problem, place: .character(Int(clamping: parser.problem_mark.index)))
    }
}
