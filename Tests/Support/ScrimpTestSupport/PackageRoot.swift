package import Foundation

/// The folder that holds `Package.swift`, found from where this file was compiled.
package enum PackageRoot {
    package static let url: URL = {
        var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path),
            folder.path != "/"
        {
            folder = folder.deletingLastPathComponent()
        }
        return folder
    }()

    /// Absolute path of a file or folder of the package.
    package static func path(_ relative: String) -> String { url.appending(path: relative).path }

    package static func bytes(_ relative: String) throws -> [UInt8] {
        Array(try Data(contentsOf: url.appending(path: relative)))
    }

    package static func text(_ relative: String) throws -> String {
        String(decoding: try bytes(relative), as: UTF8.self)
    }

    /// Names of the entries of a folder that end in a suffix, sorted; empty where there is no such folder.
    package static func entries(_ folder: String, suffix: String = "") -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []
        return names.filter { $0.hasSuffix(suffix) }.sorted()
    }

    /// Paths below a folder, relative to it, that end in a suffix, sorted.
    package static func files(below folder: String, suffix: String) -> [String] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: path(folder))) ?? []
        return names.filter { $0.hasSuffix(suffix) }.sorted()
    }

    /// The absolute path of an executable of this package, built beside the tests that run; nil where it is not there.
    package static func product(_ name: String) -> String? {
        let arguments = ProcessInfo.processInfo.arguments
        let folders = [Bundle.main.bundlePath, arguments.first.map { URL(fileURLWithPath: $0).path } ?? ""]
        for folder in folders {
            var url = URL(fileURLWithPath: folder)
            for _ in 0..<3 {
                let candidate = url.appending(path: name).path
                if FileManager.default.isExecutableFile(atPath: candidate), !isFolder(candidate) { return candidate }
                url = url.deletingLastPathComponent()
            }
        }
        return nil
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
