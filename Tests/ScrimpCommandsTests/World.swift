import ScrimpCommands
import ScrimpQuantities

/// A command line run in memory: files are values, and what comes out is kept.
///
/// A class because commands change it: it is the world that they act on.
final class World {
    var files: [String: [UInt8]] = [:]
    var input: [UInt8] = []
    var variables: [String: String] = [:]
    var isTerminal = false
    var clock = Instant(nanoseconds: 1_792_890_000_000_000_000)
    var output = ""
    var errors = ""
    /// What happens in the world each time that a command waits; then it is told to stop waiting.
    var whilePausing: [() -> Void] = []
    /// How many bytes a file gives at a time.
    var pieceSize = 1 << 16
    /// What happens to output beyond this many deliveries.
    var delivery = Output.Delivery.done

    init(files: [String: String] = [:]) {
        self.files = files.mapValues { Array($0.utf8) }
    }

    @discardableResult
    func run(_ arguments: String...) -> ExitCode { run(arguments) }

    func run(_ arguments: [String]) -> ExitCode {
        output = ""
        errors = ""
        return CommandLineTool.run(arguments, in: environment())
    }

    /// Files are named from the folder in which the commands run.
    private static func local(_ path: String) -> String {
        path.hasPrefix("/repository/") ? String(path.dropFirst("/repository/".count)) : path
    }

    /// What has been read from standard input is gone.
    private func takeInput() -> [UInt8] {
        defer { input = [] }
        return input
    }

    private func environment() -> Environment {
        Environment(
            output: Output { bytes in
                if case .done = self.delivery { self.output += String(decoding: bytes, as: UTF8.self) }
                return self.delivery
            },
            errors: Output { bytes in
                self.errors += String(decoding: bytes, as: UTF8.self)
                return .done
            },
            outputIsTerminal: isTerminal, errorsIsTerminal: isTerminal,
            columns: isTerminal ? 100 : nil,
            currentDirectory: "/repository", variable: { self.variables[$0] },
            files: FileAccess(
                read: { path throws(FileFailure) in
                    if path == "-" { return self.takeInput() }
                    guard let bytes = self.files[Self.local(path)] else {
                        throw FileFailure(.read, path, reason: "no such file or directory")
                    }
                    return bytes
                },
                open: { path throws(FileFailure) in
                    guard var rest = path == "-" ? self.takeInput() : self.files[Self.local(path)] else {
                        throw FileFailure(.read, path, reason: "no such file or directory")
                    }
                    return { () throws(FileFailure) in
                        defer { rest.removeFirst(min(rest.count, self.pieceSize)) }
                        return Array(rest.prefix(self.pieceSize))
                    }
                },
                write: { (path, bytes) throws(FileFailure) in
                    guard !path.hasPrefix("/nowhere/") else {
                        throw FileFailure(.write, path, reason: "no such file or directory")
                    }
                    self.files[path] = bytes
                },
                exists: { self.files[Self.local($0)] != nil },
                isFolder: { path in
                    path == "." || self.files.keys.contains { $0.hasPrefix(path.hasSuffix("/") ? path : path + "/") }
                },
                list: { (folder, suffix) throws(FileFailure) in
                    let start = folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
                    return self.files.keys.filter { $0.hasPrefix(start) && $0.hasSuffix(suffix) }.sorted()
                },
                create: { path throws(FileFailure) in
                    guard !path.hasPrefix("/nowhere/") else {
                        throw FileFailure(.write, path, reason: "no such file or directory")
                    }
                    self.files[path] = []
                    return Output { bytes in
                        self.files[path, default: []] += bytes
                        return .done
                    }
                }),
            now: { self.clock },
            pause: { _ in
                guard !self.whilePausing.isEmpty else { return false }
                self.whilePausing.removeFirst()()
                return true
            })
    }
}
