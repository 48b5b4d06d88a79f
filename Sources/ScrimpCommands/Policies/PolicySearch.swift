/// Policy files of folders, for commands that take a whole tree.
struct PolicySearch {
    let environment: Environment

    /// Every `*.scrimp` below a folder, by path; folders whose names begin with a dot are left out. Paths count from where the
    /// folder's does.
    func policies(below folder: String) throws(FileFailure) -> [String] {
        var found: [String] = []
        var folders = [folder]
        while let next = folders.popLast() {
            for entry in try environment.files.entries(next) {
                let path = next == "." ? entry.name : next.hasSuffix("/") ? next + entry.name : "\(next)/\(entry.name)"
                if entry.isFolder {
                    if !entry.name.hasPrefix(".") { folders.append(path) }
                } else if entry.name.hasSuffix(".scrimp") {
                    found.append(path)
                }
            }
        }
        return found.sorted()
    }
}
