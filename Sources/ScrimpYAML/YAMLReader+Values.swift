import ScrimpDiagnostics
import ScrimpJSON

extension YAMLReader {
    /// Reads the value that begins with an event.
    mutating func value(_ event: YAMLEvent, depth: Int) throws(Stop) -> Subtree {
        switch event.kind {
        case .alias(let name): return try aliased(name, event, depth: depth)
        case .scalar(let scalar):
            let result = Subtree(node: JSONNode(self.scalar(scalar, at: range(of: event)), range: range(of: event)))
            if let anchor = scalar.anchor { anchors[anchor] = result }
            return result
        case .sequenceStart(let anchor, let tag, let isFlow):
            try enter(event, depth: depth)
            check(tag: tag, isOneOf: "seq", at: range(of: event))
            let result = try sequence(from: event, isFlow: isFlow, depth: depth)
            if let anchor { anchors[anchor] = result }
            return result
        case .mappingStart(let anchor, let tag, let isFlow):
            try enter(event, depth: depth)
            check(tag: tag, isOneOf: "map", at: range(of: event))
            let result = try mapping(from: event, isFlow: isFlow, depth: depth)
            if let anchor { anchors[anchor] = result }
            return result
        default:
            // libyaml puts a value wherever one belongs; an end here would be its mistake, and is read as nothing.
            return Subtree(node: JSONNode(.null, range: range(of: event)))
        }
    }

    private mutating func enter(_ event: YAMLEvent, depth: Int) throws(Stop) {
        guard depth >= Self.depthLimit else { return }
        report(
            .dataNestingTooDeep, "lists and mappings nest more than \(Self.depthLimit) levels deep", at: range(of: event))
        throw Stop()
    }

    private mutating func sequence(from start: YAMLEvent, isFlow: Bool, depth: Int) throws(Stop) -> Subtree {
        var result = Subtree(node: JSONNode(.null), count: 1, height: 1)
        var elements: [JSONNode] = []
        var place = range(of: start)
        while true {
            let event = try next()
            if case .sequenceEnd = event.kind {
                // A block's end mark is where the next thing begins, so blocks end with their last element.
                if isFlow { place = place.union(range(of: event)) }
                break
            }
            let element = try value(event, depth: depth + 1)
            elements.append(element.node)
            place = place.union(element.node.range)
            result.count += element.count
            result.height = max(result.height, element.height + 1)
        }
        result.node = JSONNode(.array(elements), range: place)
        return result
    }

    private mutating func mapping(from start: YAMLEvent, isFlow: Bool, depth: Int) throws(Stop) -> Subtree {
        var result = Subtree(node: JSONNode(.null), count: 1, height: 1)
        var members: [JSONMember] = []
        var keys = SeenKeys()
        var place = range(of: start)
        while true {
            let event = try next()
            if case .mappingEnd = event.kind {
                if isFlow { place = place.union(range(of: event)) }
                break
            }
            let key = try self.key(event, depth: depth + 1)
            let element = try value(next(), depth: depth + 1)
            place = place.union(range(of: event)).union(element.node.range)
            result.count += element.count
            result.height = max(result.height, element.height + 1)
            guard let key else { continue }
            if keys.contains(key, in: members) {
                report(
                    .duplicateKey, "the key `\(key)` is written twice in this mapping", at: range(of: event),
                    help: "keep one of the two")
            }
            members.append(JSONMember(key, keyRange: range(of: event), element.node))
        }
        result.node = JSONNode(.object(members), range: place)
        return result
    }

    /// The text of a key, or nil where it is none and has been reported.
    private mutating func key(_ event: YAMLEvent, depth: Int) throws(Stop) -> String? {
        guard case .scalar(let scalar) = event.kind else {
            // Keys within this key are no separate mistakes.
            let isOutermost = !isInsideKey
            isInsideKey = true
            if case .alias = event.kind {} else { _ = try value(event, depth: depth) }
            guard isOutermost else { return nil }
            isInsideKey = false
            report(.unsupportedYAML, "a key is a text, not a list, a mapping or an alias", at: range(of: event))
            return nil
        }
        if scalar.isPlain, scalar.text == "<<" {
            report(
                .unsupportedYAML, "merge keys are not supported", at: range(of: event),
                help: "write the fields out, or use an alias for each value")
            return nil
        }
        check(tag: scalar.tag, isOneOf: "str", at: range(of: event))
        if let anchor = scalar.anchor {
            anchors[anchor] = Subtree(node: JSONNode(.string(scalar.text), range: range(of: event)))
        }
        return scalar.text
    }

    private mutating func aliased(_ name: String, _ event: YAMLEvent, depth: Int) throws(Stop) -> Subtree {
        let place = range(of: event)
        guard var result = anchors[name] else {
            report(.undefinedAlias, "the alias `*\(name)` names no anchor before it", at: place)
            return Subtree(node: JSONNode(.null, range: place))
        }
        aliasedCount += result.count
        guard aliasedCount <= Self.aliasLimit else {
            report(.aliasExpansion, "aliases stand for more than \(Self.aliasLimit) values", at: place)
            throw Stop()
        }
        guard depth + result.height <= Self.depthLimit else {
            report(
                .dataNestingTooDeep, "with `*\(name)` lists and mappings nest more than \(Self.depthLimit) levels deep",
                at: place)
            throw Stop()
        }
        result.node.range = place
        return result
    }

    private mutating func scalar(_ scalar: YAMLScalar, at place: ByteRange) -> JSONValue {
        guard let tag = scalar.tag else {
            return scalar.isPlain ? resolved(scalar.text, at: place) : .string(scalar.text)
        }
        switch tag {
        case "!", Self.tagPrefix + "str": return .string(scalar.text)
        case Self.tagPrefix + "null", Self.tagPrefix + "bool", Self.tagPrefix + "int", Self.tagPrefix + "float":
            let value = resolved(scalar.text, at: place)
            if case .string = value {
                report(.unsupportedYAML, "`\(scalar.text)` is not what its tag says", at: place)
            }
            return value
        default:
            check(tag: tag, isOneOf: "str", at: place)
            return .string(scalar.text)
        }
    }

    private mutating func resolved(_ text: String, at place: ByteRange) -> JSONValue {
        switch YAMLScalar.resolve(text) {
        case .value(let value): return value
        case .notFinite:
            report(
                .unsupportedYAML, "`\(text)` is not a finite number", at: place, help: "in quotes it would be a text")
            return .string(text)
        }
    }

    private static var tagPrefix: String { "tag:yaml.org,2002:" }

    private mutating func check(tag: String?, isOneOf name: String, at place: ByteRange) {
        guard let tag, tag != "!", tag != Self.tagPrefix + name else { return }
        report(.unsupportedYAML, "the tag `\(tag)` is not supported here", at: place, help: "leave the tag out")
    }
}
