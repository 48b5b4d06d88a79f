import ScrimpDiagnostics
import ScrimpJSON

/// Why a text is no lock that this program can use, and where.
struct LockError: Error, Equatable {
    enum Kind: Equatable {
        case damaged(String)
        case newer(String)
    }

    var kind: Kind
    var range: ByteRange
    var help: String

    var diagnostic: Diagnostic {
        switch kind {
        case .damaged(let message): Diagnostic(.damagedLock, message, at: SourceLocation(range), help: help)
        case .newer(let version):
            Diagnostic(
                .newerLock, "the lock has version \(version), and this program knows \(LockFile.version)",
                at: SourceLocation(range), help: help)
        }
    }

    static func damaged(_ message: String, _ range: ByteRange, help: String? = nil) -> LockError {
        LockError(
            kind: .damaged(message), range: range,
            help: help ?? "delete the file and write it anew: `scrimp lock POLICY...`")
    }
}

extension LockFile {
    init(_ source: SourceText) throws(LockError) {
        let document: JSONNode
        do throws(JSONError) {
            document = try JSONReader.read(source.bytes)
        } catch {
            let isMerge = source.bytes.starts(with: "<<<<<<<".utf8) || source.contains("\n<<<<<<<")
            throw .damaged(
                isMerge
                    ? "the lock has the marks of an unfinished merge" : "the lock is no valid JSON: \(error.message)",
                error.range)
        }
        guard document.members != nil else { throw .damaged("a lock is an object", document.range) }
        guard let version = document["version"] else { throw .damaged("the lock has no `version`", document.range) }
        guard let number = version.number?.int64, number > 0 else {
            throw .damaged("the version is a whole number above zero", version.range)
        }
        guard number <= Self.version else {
            throw LockError(
                kind: .newer(String(number)), range: version.range,
                help: "use the version of scrimp that the lock was written with, or a later one")
        }
        try Self.expect(document, only: ["version", "policies"])
        for member in try Self.members(document["policies"], "policies", in: document) {
            policies.append(try LockedPolicy(member))
        }
    }

    fileprivate static func members(
        _ node: JSONNode?, _ name: String, in parent: JSONNode
    ) throws(LockError) -> [JSONMember] {
        guard let node else { throw .damaged("`\(name)` is missing", parent.range) }
        guard let members = node.members else {
            throw .damaged("`\(name)` is an object, not \(node.value.kindName)", node.range)
        }
        return members
    }

    fileprivate static func text(_ node: JSONNode?, _ name: String, in parent: JSONNode) throws(LockError) -> String {
        guard let node else { throw .damaged("`\(name)` is missing", parent.range) }
        guard let text = node.text else {
            throw .damaged("`\(name)` is a string, not \(node.value.kindName)", node.range)
        }
        return text
    }

    fileprivate static func expect(_ node: JSONNode, only names: [String]) throws(LockError) {
        for member in node.members ?? [] where !names.contains(member.key) {
            throw .damaged("a lock of version \(version) has no `\(member.key)` here", member.keyRange)
        }
    }
}

extension LockedPolicy {
    fileprivate init(_ member: JSONMember) throws(LockError) {
        let node = member.value
        _ = try LockFile.members(node, member.key, in: node)
        try LockFile.expect(node, only: ["policy", "digest"] + LockSection.allCases.map(\.rawValue))
        self.init(path: member.key, name: try LockFile.text(node["policy"], "policy", in: node))
        range = member.keyRange
        for section in LockSection.allCases {
            for entry in try LockFile.members(node[section.rawValue], section.rawValue, in: node) {
                self[section].append(try LockedEntry(entry))
            }
        }
        let digest = try LockFile.text(node["digest"], "digest", in: node)
        guard digest == "sha256:" + self.digest else {
            throw .damaged(
                "the digest is not that of the facts below it", node["digest"]?.range ?? node.range,
                help: "a lock is not edited by hand: `scrimp lock` writes it, and the catalog holds the prices")
        }
    }
}

extension LockedEntry {
    fileprivate init(_ member: JSONMember) throws(LockError) {
        self.init(name: member.key, range: member.keyRange)
        for part in try LockFile.members(member.value, member.key, in: member.value) {
            guard part.key != Self.termsKey else {
                for term in try LockFile.members(part.value, part.key, in: part.value) {
                    terms.append(
                        Value(
                            key: term.key, text: try LockFile.text(term.value, term.key, in: term.value),
                            range: term.value.range))
                }
                continue
            }
            values.append(
                Value(
                    key: part.key, text: try LockFile.text(part.value, part.key, in: part.value),
                    range: part.value.range))
        }
    }
}

extension SourceText {
    fileprivate func contains(_ text: String) -> Bool { String(decoding: bytes, as: UTF8.self).contains(text) }
}
