#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What lies in folders.
enum SystemFolder {
    /// Whether a path names a folder, or a link to one.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The files below a folder whose names end in a suffix, sorted by path. Folders whose names begin with a dot and links to
    /// folders are passed over, so that the walk ends and build products stay outside.
    static func files(below folder: String, suffix: String) throws(FileFailure) -> [String] {
        var found: [String] = []
        var pending = [folder]
        while let next = pending.popLast() {
            for name in try entries(of: next) where !name.hasPrefix(".") {
                let path = next == "." ? name : next.hasSuffix("/") ? next + name : next + "/" + name
                var status = stat()
                guard unsafe lstat(path, &status) == 0 else { continue }
                switch status.st_mode & S_IFMT {
                case S_IFDIR: pending.append(path)
                case S_IFREG where name.hasSuffix(suffix): found.append(path)
                case S_IFLNK where name.hasSuffix(suffix):
                    if unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG { found.append(path) }
                default: break
                }
            }
        }
        return found.sorted()
    }

    private static func entries(of folder: String) throws(FileFailure) -> [String] {
        guard let stream = unsafe opendir(folder) else {
            throw FileFailure(.read, folder, reason: SystemFile.reason(errno))
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
