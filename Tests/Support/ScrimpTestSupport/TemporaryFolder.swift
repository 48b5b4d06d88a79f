import Foundation

/// A folder that exists as long as the value that made it; tests write there and nowhere else.
///
/// A class because it is the folder's owner: when the last reference goes, the folder goes.
package final class TemporaryFolder {
    package let root: String

    package init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "scrimp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        root = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    package func path(_ name: String) -> String { root + "/" + name }

    /// Writes a file, with the folders above it, and returns its path.
    @discardableResult
    package func write(_ name: String, _ text: String) throws -> String {
        let url = URL(fileURLWithPath: path(name))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    package func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    package func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }
}

extension TemporaryFolder {
    /// Names of what is in it, sorted.
    package func entries() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: root).sorted() }
}
