extension FileAccess {
    /// Files of the process's own file system.
    package static var process: FileAccess {
        FileAccess(
            read: { path throws(FileFailure) in
                path == "-" ? try SystemFile.contentsOfInput() : try SystemFile.contents(ofPath: path)
            },
            open: { path throws(FileFailure) in
                if path == "-" { return { () throws(FileFailure) in try SystemFile.nextOfInput() } }
                let file = try OpenFile(path)
                return { () throws(FileFailure) in try file.next() }
            },
            write: { (path, bytes) throws(FileFailure) in try SystemFile.replace(path, with: bytes) },
            exists: { path in SystemFile.exists(path) }, isFolder: { path in SystemFolder.exists(path) },
            list: { (folder, suffix) throws(FileFailure) in try SystemFolder.files(below: folder, suffix: suffix) },
            create: { path throws(FileFailure) in
                let file = try NewFile(path)
                return Output { file.append($0) }
            })
    }
}
