package import ScrimpLinter

/// The configuration of each file that a command looks at; every folder is asked once.
///
/// The nearest `.scrimp.yaml` holds, from the file's folder up to the root of its repository, or to the current folder where
/// there is none.
package struct ConfigurationSearch {
    /// A configuration with what is worked out of it once for many files.
    package struct Found {
        package let file: FoundConfiguration
        package let rules: [LintRule]
    }

    private let environment: Environment
    /// By folder.
    private var known: [String: Found] = [:]

    package init(in environment: Environment) { self.environment = environment }

    /// - Parameter path: of a policy; `-` counts as a file of the current folder.
    package mutating func configuration(for path: String) throws(FileFailure) -> Found {
        let place = RepositoryPlace(path, in: environment)
        let absolute = place.absolutePath
        let folder = absolute.lastSlash.map { String(absolute[...$0]) } ?? "/"
        if let found = known[folder] { return found }
        let here = environment.currentFolder
        let root = place.isRepository || !folder.hasPrefix(here) ? place.root : here
        var failure: FileFailure?
        let file = FoundConfiguration.nearest(to: folder, upTo: root, display: environment.display) { path in
            guard environment.files.exists(path) else { return nil }
            do throws(FileFailure) {
                return try environment.files.read(path)
            } catch {
                failure = error
                return []
            }
        }
        if let failure { throw failure }
        let found = Found(file: file, rules: file.configuration.rules)
        known[folder] = found
        return found
    }
}

extension Environment {
    /// The current folder with its final slash.
    var currentFolder: String { currentDirectory.hasSuffix("/") ? currentDirectory : currentDirectory + "/" }

    /// What messages call a file that is named from the root of the file system.
    func display(_ absolute: String) -> String {
        absolute.hasPrefix(currentFolder) ? String(absolute.dropFirst(currentFolder.count)) : absolute
    }
}
