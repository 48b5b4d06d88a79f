#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension SystemFile {
    /// What a folder holds but for itself and its parent, by name.
    static func entries(of folder: String) throws(FileFailure) -> [FolderEntry] {
        guard let stream = unsafe opendir(folder) else { throw FileFailure(.read, folder, reason: reason(errno)) }
        defer { unsafe closedir(stream) }
        var entries: [FolderEntry] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name != ".", name != ".." else { continue }
            var status = stat()
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            let isFolder = unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
            entries.append(FolderEntry(name: name, isFolder: isFolder))
        }
        return entries.sorted { $0.name < $1.name }
    }
}
