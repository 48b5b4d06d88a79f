import Glibc

/// Public data files that are too large to belong to the project. Tests that need one are skipped where it is missing.
package enum SharedData {
    /// The bytes of a file in the directory that `SCRIMP_SHARED_DATA` names, else in `shared/data` beside the package
    /// or one of the directories above it.
    package static func bytes(of name: String) -> [UInt8]? {
        for directory in directories { if let bytes = read("\(directory)/\(name)") { return bytes } }
        return nil
    }

    package static func has(_ name: String) -> Bool {
        directories.contains { unsafe access("\($0)/\(name)", R_OK) == 0 }
    }

    private static var directories: [String] {
        if let named = unsafe getenv("SCRIMP_SHARED_DATA") { return [unsafe String(cString: named)] }
        var parts = "\(#filePath)".split(separator: "/").dropLast()
        var result: [String] = []
        while !parts.isEmpty {
            parts.removeLast()
            result.append("/" + (parts + ["shared", "data"]).joined(separator: "/"))
        }
        return result
    }

    private static func read(_ path: String) -> [UInt8]? {
        guard let file = unsafe fopen(path, "rb") else { return nil }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe fread(&block, 1, block.count, file)
            if count == 0 { return bytes }
            bytes += block[..<count]
        }
    }
}
