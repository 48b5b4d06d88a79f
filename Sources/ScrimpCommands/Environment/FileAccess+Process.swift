extension FileAccess {
    /// Files of the process's own file system.
    package static var process: FileAccess {
        FileAccess(
            read: { path throws(FileFailure) in
                path == "-" ? try SystemFile.contentsOfInput() : try SystemFile.contents(ofPath: path)
            },
            readInput: { () throws(FileFailure) in try SystemFile.nextOfInput() },
            write: { (path, bytes) throws(FileFailure) in try SystemFile.replace(path, with: bytes) },
            exists: { path in SystemFile.exists(path) })
    }
}
