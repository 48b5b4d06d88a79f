package import ScrimpDiagnostics
import ScrimpSchema
import ScrimpSyntax

/// A range of a file.
package struct FileRange: Hashable, Sendable {
    package let path: String
    package let range: ByteRange

    package init(path: String, range: ByteRange) {
        self.path = path
        self.range = range
    }
}

/// What opens when an import is followed.
package struct FileLink: Sendable {
    package let range: ByteRange
    /// Absolute.
    package let target: String
}

extension Workspace {
    /// Where the name at a place is declared; for the path of a `use` or an `import`, the file.
    package mutating func definition(_ path: String, offset: Int) -> FileRange? {
        guard let place = place(path, offset: offset) else { return nil }
        if case .filePath = place.context.role {
            let link = links(path).first { $0.range == place.context.tokenRange }
            return link.map { FileRange(path: $0.target, range: .none) }
        }
        guard let symbol = place.resolved?.symbol, let entry = place.analysis.declarations.entries[symbol] else {
            return nil
        }
        return FileRange(path: place.analysis.paths[entry.location.source], range: entry.location.range)
    }

    /// Every place where the name at a place stands, in this policy and in every open one that shares its files.
    package mutating func references(_ path: String, offset: Int, includingDeclaration: Bool) -> [FileRange] {
        guard let place = place(path, offset: offset), let symbol = place.resolved?.symbol else { return [] }
        return occurrences(of: symbol, place).filter { includingDeclaration || !$0.isDeclaration }.map(\.range)
    }

    /// Places of the same name within the file, for the editor to mark.
    package mutating func highlights(_ path: String, offset: Int) -> [(range: ByteRange, isDeclaration: Bool)] {
        guard let place = place(path, offset: offset), let symbol = place.resolved?.symbol else { return [] }
        return occurrences(of: symbol, place).filter { $0.range.path == path }.map {
            ($0.range.range, $0.isDeclaration)
        }
    }

    /// Over all analyses of open files in which the same declaration counts.
    mutating func occurrences(of symbol: Symbol, _ place: Place) -> [(range: FileRange, isDeclaration: Bool)] {
        let declared = place.analysis.declarations.entries[symbol].map {
            FileRange(path: place.analysis.paths[$0.location.source], range: $0.location.range)
        }
        var analyses = [place.analysis]
        for path in documents.keys.sorted() where path != place.settingPath {
            guard let declared, let other = analysis(ofPath: path), let entry = other.declarations.entries[symbol],
                FileRange(path: other.paths[entry.location.source], range: entry.location.range) == declared
            else { continue }
            analyses.append(other)
        }
        var seen: Set<FileRange> = []
        var found: [(range: FileRange, isDeclaration: Bool)] = []
        for analysis in analyses {
            for occurrence in analysis.occurrences() where occurrence.symbol == symbol {
                let range = FileRange(
                    path: analysis.paths[occurrence.location.source], range: occurrence.location.range)
                if seen.insert(range).inserted { found.append((range, occurrence.isDeclaration)) }
            }
        }
        return found.sorted { ($0.range.path, $0.range.range.start) < ($1.range.path, $1.range.range.start) }
    }

    /// The files that a text uses and imports.
    package mutating func links(_ path: String) -> [FileLink] {
        guard let analysis = analysis(ofPath: path), let tree = analysis.tree(ofPath: path) else { return [] }
        let root = system.root(path)
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "/"
        return tree.file.items.compactMap { item in
            guard case .use(let view) = item, let literal = view.path, !literal.value.hasPrefix("/"),
                let target = Self.resolved(folder + literal.value), target.hasPrefix(root)
            else { return nil }
            return FileLink(range: literal.range, target: target)
        }
    }

    /// Without `.` and `..`; nil where the path is empty.
    private static func resolved(_ path: String) -> String? {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.isEmpty ? nil : "/" + parts.joined(separator: "/")
    }
}
