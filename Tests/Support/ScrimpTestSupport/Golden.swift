import Foundation
package import Testing

/// Whether this run rewrites golden files and generated pages (`SCRIMP_RECORD=1`) instead of comparing with them.
package var isRecording: Bool { ProcessInfo.processInfo.environment["SCRIMP_RECORD"] == "1" }

/// Expects a text to equal the file kept at a path below the package's root.
///
/// `SCRIMP_RECORD=1 swift test` writes the file instead, for a person to read the difference and commit it.
package func expectGolden(
    _ actual: String, at path: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
    let url = PackageRoot.url.appending(path: path)
    if isRecording {
        if let kept = try? Data(contentsOf: url), kept == Data(actual.utf8) { return }
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(actual.utf8).write(to: url)
        } catch {
            Issue.record("cannot write \(path): \(error)", sourceLocation: sourceLocation)
        }
        return
    }
    guard let data = try? Data(contentsOf: url) else {
        Issue.record(
            "\(path) does not exist; SCRIMP_RECORD=1 writes it:\n\(actual)", sourceLocation: sourceLocation)
        return
    }
    let kept = String(decoding: data, as: UTF8.self)
    guard kept != actual else { return }
    Issue.record(
        "\(path) differs; SCRIMP_RECORD=1 rewrites it\n\(firstDifference(kept: kept, actual: actual))",
        sourceLocation: sourceLocation)
}

/// Expects the files of a folder with a suffix to be exactly these texts by name: nothing stale, nothing missing.
package func expectGoldenFolder(
    _ texts: [String: String], at folder: String, suffix: String,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
        expectGolden(text, at: folder + "/" + name, sourceLocation: sourceLocation)
    }
    for stale in PackageRoot.entries(folder, suffix: suffix) where texts[stale] == nil {
        if isRecording {
            try? FileManager.default.removeItem(at: PackageRoot.url.appending(path: folder + "/" + stale))
        } else {
            Issue.record("\(folder)/\(stale) belongs to nothing any more", sourceLocation: sourceLocation)
        }
    }
}

/// The first line in which two texts differ, with one line before it.
package func firstDifference(kept: String, actual: String) -> String {
    let left = kept.split(separator: "\n", omittingEmptySubsequences: false)
    let right = actual.split(separator: "\n", omittingEmptySubsequences: false)
    let count = max(left.count, right.count)
    for index in 0..<count {
        let old = index < left.count ? String(left[index]) : "(end of file)"
        let new = index < right.count ? String(right[index]) : "(end of file)"
        guard old != new else { continue }
        let before = index > 0 && index - 1 < right.count ? "  \(right[index - 1])\n" : ""
        return "line \(index + 1):\n\(before)- \(old)\n+ \(new)"
    }
    return "the texts are equal"
}
