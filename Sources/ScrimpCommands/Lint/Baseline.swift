package import ScrimpDiagnostics
import ScrimpJSON
import ScrimpLinter
import ScrimpPlan

/// Findings that a repository had when it began to be linted, and that are not reported again.
///
/// A finding is known by its file, its code and its message, not by its line: text above it may come and go. Errors of the
/// checker are never known.
package struct Baseline {
    package struct Entry: Hashable, Sendable {
        /// From the folder of the baseline.
        package var file: String
        package var code: String
        /// The first eight bytes of the message's SHA-256, in hexadecimal digits.
        package var message: String
    }

    /// Of the baseline's file, from the root of the file system, with its final slash.
    package let folder: String
    private let environment: Environment
    private var counts: [Entry: Int] = [:]

    /// One that knows nothing.
    package init(at path: String, in environment: Environment) {
        self.environment = environment
        let absolute = RepositoryPlace.absolute(path, in: environment)
        folder = absolute.lastSlash.map { String(absolute[...$0]) } ?? "/"
    }

    /// How many findings it knows.
    package var count: Int { counts.values.reduce(0, +) }

    /// Entries that no finding was taken for, in order.
    package var left: [Entry] { counts.filter { $0.value > 0 }.keys.sorted { $0.order < $1.order } }

    package mutating func add(_ diagnostic: Diagnostic, in sources: SourceSet) {
        guard diagnostic.code.canBeSilenced else { return }
        counts[entry(for: diagnostic, in: sources), default: 0] += 1
    }

    /// Whether it knows the finding, which it then knows once less.
    package mutating func take(_ diagnostic: Diagnostic, in sources: SourceSet) -> Bool {
        guard diagnostic.code.canBeSilenced else { return false }
        let entry = entry(for: diagnostic, in: sources)
        guard let count = counts[entry], count > 0 else { return false }
        counts[entry] = count - 1
        return true
    }

    private func entry(for diagnostic: Diagnostic, in sources: SourceSet) -> Entry {
        let path = RepositoryPlace.absolute(sources[diagnostic.location.source].file, in: environment)
        return Entry(
            file: path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path, code: diagnostic.code.id,
            message: Self.digest(diagnostic.message))
    }

    private static func digest(_ message: String) -> String {
        SHA256.digest(Array(message.utf8)).prefix(8).reduce(into: "") { text, byte in
            let digits = String(byte, radix: 16)
            text += digits.utf8.count == 1 ? "0" + digits : digits
        }
    }
}

extension Baseline.Entry {
    fileprivate var order: (String, String, String) { (file, code, message) }
}

extension Baseline {
    private static var version: Int64 { 1 }

    /// Reads one.
    package static func read(_ path: String, in environment: Environment) throws(FileFailure) -> Baseline {
        var baseline = Baseline(at: path, in: environment)
        let bytes = try environment.files.read(path)
        func refusal(_ reason: String) -> FileFailure {
            FileFailure(.read, path, reason: reason, help: "`--write-baseline \(path)` writes a new one")
        }
        let node: JSONNode
        do throws(JSONError) {
            node = try JSONReader.read(bytes)
        } catch {
            throw refusal("it is no JSON")
        }
        guard node["version"]?.number?.text == "\(version)", let elements = node["findings"]?.elements else {
            throw refusal("it is no baseline of this version")
        }
        for element in elements {
            guard let file = element["file"]?.text, let code = element["code"]?.text,
                let message = element["message"]?.text, let count = element["count"]?.number.flatMap({ Int($0.text) }),
                count > 0, count <= 1_000_000
            else { throw refusal("an entry has no file, code, message and count") }
            baseline.counts[Entry(file: file, code: code, message: message)] = count
        }
        return baseline
    }

    /// In order of files, codes and messages, so that two of them can be compared line by line.
    package var text: String {
        var writer = JSONWriter(.indented)
        writer.beginObject()
        writer.key("version")
        writer.number(Self.version)
        writer.key("findings")
        writer.beginArray()
        for entry in left {
            writer.beginObject()
            for (key, value) in [("file", entry.file), ("code", entry.code), ("message", entry.message)] {
                writer.key(key)
                writer.string(value)
            }
            writer.key("count")
            writer.number(counts[entry] ?? 0)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        writer.newLine()
        return writer.text
    }
}
