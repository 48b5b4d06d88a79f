/// Where the lock of some policies lies: the nearest folder above the first of them that has one already or is the root of a
/// repository, else the current folder.
struct LockPlace {
    /// Absolute, with its final slash.
    let folder: String
    /// As the host can open it, and as messages name it.
    let path: String

    /// - Parameter file: where somebody has said so.
    init(file: String?, policies: [String], in environment: Environment) {
        let here = RepositoryPlace.absolute(".", in: environment)
        let current = here == "/" ? "/" : here + "/"
        var folder = current
        var name = LockFile.name
        if let file {
            let absolute = RepositoryPlace.absolute(file, in: environment)
            let slash = absolute.lastSlash ?? absolute.startIndex
            folder = String(absolute[...slash])
            name = String(absolute[absolute.index(after: slash)...])
        } else {
            let first = policies.first.map { RepositoryPlace.absolute($0, in: environment) } ?? current
            var candidate = first.lastSlash.map { String(first[...$0]) } ?? current
            while true {
                if environment.files.exists(candidate + LockFile.name) || environment.files.exists(candidate + ".git") {
                    folder = candidate
                    break
                }
                guard let parent = candidate.dropLast().utf8.lastIndex(of: UInt8(ascii: "/")) else { break }
                candidate = String(candidate[...parent])
            }
        }
        self.folder = folder
        path = (folder.hasPrefix(current) ? String(folder.dropFirst(current.count)) : folder) + name
    }

    /// A policy's path from the lock's folder; nil where it lies elsewhere.
    func relative(_ policy: String, in environment: Environment) -> String? {
        let absolute = RepositoryPlace.absolute(policy, in: environment)
        return absolute.hasPrefix(folder) ? String(absolute.dropFirst(folder.count)) : nil
    }

    /// As messages name a locked policy, and the host can open it.
    func display(_ policy: String) -> String { (path.lastSlash.map { String(path[...$0]) } ?? "") + policy }
}
