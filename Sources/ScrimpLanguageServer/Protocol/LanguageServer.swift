import ScrimpDiagnostics
import ScrimpJSON

/// The Language Server Protocol, 3.17, over bytes: what an editor sends in, what it is sent out.
///
/// One message is worked on at a time. Those that have arrived together are seen together: a request that is cancelled among
/// them is not begun, and findings are told once, when all changes are made.
package struct LanguageServer {
    package enum Phase: Equatable, Sendable {
        case waiting
        case running
        /// `shutdown` was asked for; only `exit` may follow.
        case stopped
        /// With the exit code of the process.
        case ended(Int32)
    }

    package private(set) var phase = Phase.waiting
    package var workspace: Workspace
    let version: String
    var abilities = ClientAbilities()
    private var reader = MessageReader()
    private var needsFindings = false
    /// What was last told of a file, by its address.
    private var published: [String: [UInt8]] = [:]
    private var output: [UInt8] = []

    package init(_ system: WorkspaceSystem) {
        workspace = Workspace(system)
        version = system.compilerVersion
    }

    /// Takes what an editor has sent, in pieces of any size, and gives what it is to be sent.
    package mutating func receive(_ bytes: [UInt8]) -> [UInt8] {
        reader.append(bytes)
        var messages: [RemoteMessage] = []
        while let part = reader.next() {
            switch part {
            case .message(let bytes): messages.append(RemoteMessage(bytes))
            case .malformed(let reason):
                messages.append(.malformed(id: .null, RemoteError(code: .parseError, message: reason)))
            }
        }
        let cancelled = Self.cancelled(in: messages)
        for message in messages {
            if case .ended = phase { break }
            handle(message, cancelled: cancelled)
        }
        if needsFindings, phase == .running { publishFindings() }
        defer { output.removeAll() }
        return output
    }

    /// The editor went away without a word.
    package mutating func endOfInput() {
        if case .ended = phase { return }
        phase = .ended(1)
    }

    private static func cancelled(in messages: [RemoteMessage]) -> [JSONValue] {
        messages.compactMap { message in
            guard case .notification("$/cancelRequest", let parameters) = message else { return nil }
            return parameters?["id"]?.value
        }
    }

    private mutating func handle(_ message: RemoteMessage, cancelled: [JSONValue]) {
        switch message {
        case .response: break
        case .malformed(let id, let error): output += RemoteMessage.response(id, .failure(error))
        case .notification(let method, let parameters): notify(method, parameters)
        case .request(let id, let method, let parameters):
            do throws(RemoteError) {
                if cancelled.contains(id) { throw RemoteError(code: .requestCancelled, message: "cancelled") }
                output += RemoteMessage.response(id, .success(try answer(method, parameters)))
            } catch {
                output += RemoteMessage.response(id, .failure(error))
            }
        }
    }

    // MARK: Life

    private mutating func answer(_ method: String, _ parameters: JSONNode?) throws(RemoteError) -> JSONValue {
        switch (phase, method) {
        case (.waiting, "initialize"):
            abilities = ClientAbilities(parameters)
            phase = .running
            return capabilities
        case (.waiting, _):
            throw RemoteError(code: .serverNotInitialized, message: "the first request is `initialize`")
        case (.running, "initialize"):
            throw RemoteError(code: .invalidRequest, message: "`initialize` comes once")
        case (.running, "shutdown"):
            phase = .stopped
            return .null
        case (.running, _): return try request(method, parameters)
        case (.stopped, _), (.ended, _):
            throw RemoteError(code: .invalidRequest, message: "the server is shut down")
        }
    }

    private mutating func notify(_ method: String, _ parameters: JSONNode?) {
        if method == "exit" {
            phase = .ended(phase == .stopped ? 0 : 1)
            return
        }
        guard phase == .running else { return }
        switch method {
        case "initialized":
            if abilities.watchesFiles {
                output += RemoteMessage.request("watch", "client/registerCapability", Self.watchers)
            }
        case "textDocument/didOpen":
            guard let document = parameters?["textDocument"], let uri = document["uri"]?.text,
                let text = document["text"]?.text
            else { return }
            workspace.open(uri, version: document["version"]?.number?.int64, text: text)
            needsFindings = true
        case "textDocument/didChange":
            guard let document = parameters?["textDocument"], let uri = document["uri"]?.text else { return }
            let changes = (parameters?["contentChanges"]?.elements ?? []).compactMap { change in
                change["text"]?.text.map {
                    OpenDocument.Change(range: change["range"].flatMap(LineRange.init), text: $0)
                }
            }
            workspace.change(uri, version: document["version"]?.number?.int64, changes, abilities.encoding)
            needsFindings = true
        case "textDocument/didClose":
            guard let uri = parameters?["textDocument"]?["uri"]?.text else { return }
            workspace.close(uri)
            needsFindings = true
        case "workspace/didChangeWatchedFiles":
            for change in parameters?["changes"]?.elements ?? [] {
                if let uri = change["uri"]?.text { workspace.fileChanged(uri) }
            }
            needsFindings = true
        default: break
        }
    }

    // MARK: Findings

    /// Tells what changed since it was last told, and empties what nothing is said about any more.
    private mutating func publishFindings() {
        needsFindings = false
        var current: Set<String> = []
        for findings in workspace.findings() {
            current.insert(findings.uri)
            let message = RemoteMessage.notification(
                "textDocument/publishDiagnostics",
                .record([
                    "uri": .string(findings.uri), "version": findings.version.map { .integer($0) },
                    "diagnostics": .list(findings.diagnostics.map { diagnostic($0, in: findings) }),
                ]))
            guard published[findings.uri] != message else { continue }
            // Nothing need be said of a closed file that was never spoken of.
            if published[findings.uri] == nil, findings.diagnostics.isEmpty, findings.version == nil { continue }
            published[findings.uri] = message
            output += message
        }
        for uri in published.keys.filter({ !current.contains($0) }).sorted() {
            published[uri] = nil
            output += RemoteMessage.notification(
                "textDocument/publishDiagnostics", .record(["uri": .string(uri), "diagnostics": .list([])]))
        }
    }
}
