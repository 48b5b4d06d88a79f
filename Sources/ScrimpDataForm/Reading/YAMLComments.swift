package import ScrimpDiagnostics
package import ScrimpJSON

/// How many comments a YAML text has: a `#` at the start of a line or behind a blank, outside of every key and value.
package func yamlComments(in source: SourceText, _ document: JSONNode) -> Int {
    var scalars: [ByteRange] = []
    collectScalars(document, into: &scalars)
    scalars.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    var count = 0
    var scalar = 0
    var offset = 0
    let bytes = source.bytes
    while offset < bytes.count {
        while scalar < scalars.count, Int(scalars[scalar].end) <= offset { scalar += 1 }
        if scalar < scalars.count, Int(scalars[scalar].start) <= offset {
            offset = Int(scalars[scalar].end)
            continue
        }
        let isFirst = offset == 0 || [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset - 1])
        if bytes[offset] == UInt8(ascii: "#"), isFirst {
            count += 1
            while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
        } else {
            offset += 1
        }
    }
    return count
}

private func collectScalars(_ node: JSONNode, into ranges: inout [ByteRange]) {
    switch node.value {
    case .array(let elements): for element in elements { collectScalars(element, into: &ranges) }
    case .object(let members):
        for member in members {
            ranges.append(member.keyRange)
            collectScalars(member.value, into: &ranges)
        }
    default: if !node.range.isEmpty { ranges.append(node.range) }
    }
}
