#if Redis
package import ScrimpQuantities
internal import Synchronization

/// A connection to Redis that is made when it is needed and made again when it was lost. Threads take turns.
///
/// Nothing is repeated on its own: when an answer is missing, the caller knows whether asking twice does harm. The time
/// is the caller's; it decides when a lost server is tried again.
package final class RedisConnection: Sendable {
    package let address: RedisAddress
    private let state = Mutex<Wire>(Wire())

    private struct Wire: ~Copyable {
        var link: RedisLink?
        var pause = ReconnectPause()
        var lastFailure = RedisError.unreachable("not tried yet")
        /// By the script's name.
        var digests: [String: String] = [:]
    }

    package init(_ address: RedisAddress) { self.address = address }

    /// Sends one command; a refusal is an error.
    package func command(_ command: RedisCommand, at now: Instant) throws(RedisError) -> RedisReply {
        let replies = try state.withLock { (wire) throws(RedisError) in
            try Self.exchange([command], over: &wire, to: address, at: now)
        }
        guard let reply = replies.first else { throw .protocolBroken("no reply") }
        if case .refusal(let text) = reply { throw .server(text) }
        return reply
    }

    /// Runs scripts in one round trip, one after the other, and answers what each gave. One that Redis refuses does not
    /// keep the others from running.
    package func run(_ calls: [ScriptCall], at now: Instant) throws(RedisError) -> [RedisReply] {
        try state.withLock { (wire) throws(RedisError) in
            try Self.load(calls.filter { wire.digests[$0.script.name] == nil }, over: &wire, to: address, at: now)
            var replies = try Self.evaluate(calls, over: &wire, to: address, at: now)
            // A server that was started anew, or told to forget its scripts, learns them again.
            let unknown = replies.indices.filter { Self.isUnknownScript(replies[$0]) }
            guard !unknown.isEmpty else { return replies }
            let again = unknown.map { calls[$0] }
            try Self.load(again, over: &wire, to: address, at: now)
            for (index, reply) in zip(unknown, try Self.evaluate(again, over: &wire, to: address, at: now)) {
                replies[index] = reply
            }
            return replies
        }
    }

    package func run(_ call: ScriptCall, at now: Instant) throws(RedisError) -> RedisReply {
        guard let reply = try run([call], at: now).first else { throw .protocolBroken("no reply") }
        if case .refusal(let text) = reply { throw .server(text) }
        return reply
    }

    /// Whether the server was there when it was last asked.
    package var isConnected: Bool { state.withLock { $0.link != nil } }

    /// Why a command would fail now without anybody being asked: the server was lost, and is not tried again yet.
    package func lossInPause(at now: Instant) -> RedisError? {
        state.withLock { wire in
            wire.link == nil && !wire.pause.hasPassed(at: now) ? wire.lastFailure : nil
        }
    }

    /// Lets go of the connection; the next command makes another.
    package func close() { state.withLock { $0.link = nil } }
}

extension RedisConnection {
    private static func exchange(
        _ commands: [RedisCommand], over wire: inout Wire, to address: RedisAddress, at now: Instant
    ) throws(RedisError) -> [RedisReply] {
        if commands.isEmpty { return [] }
        do throws(RedisError) {
            try connect(&wire, to: address, at: now)
            guard let replies = try wire.link?.exchange(commands) else { throw .unreachable("no connection") }
            wire.pause.succeeded()
            for reply in replies {
                if case .refusal(let text) = reply, RedisError.server(text).isLoss { throw RedisError.server(text) }
            }
            return replies
        } catch {
            wire.link = nil
            wire.lastFailure = error
            // A connection that was closed may be made again at once; a server that hangs costs the whole wait each time.
            if error == .timedOut { wire.pause.failed(at: now) }
            throw error
        }
    }

    private static func connect(
        _ wire: inout Wire, to address: RedisAddress, at now: Instant
    ) throws(RedisError) {
        if wire.link != nil { return }
        guard wire.pause.hasPassed(at: now) else { throw wire.lastFailure }
        do throws(RedisError) {
            wire.link = try RedisLink.open(address)
        } catch {
            wire.pause.failed(at: now)
            throw error
        }
    }

    private static func evaluate(
        _ calls: [ScriptCall], over wire: inout Wire, to address: RedisAddress, at now: Instant
    ) throws(RedisError) -> [RedisReply] {
        var commands: [RedisCommand] = []
        for call in calls { commands.append(call.command(digest: wire.digests[call.script.name] ?? "")) }
        return try exchange(commands, over: &wire, to: address, at: now)
    }

    private static func load(
        _ calls: [ScriptCall], over wire: inout Wire, to address: RedisAddress, at now: Instant
    ) throws(RedisError) {
        let scripts = Array(Set(calls.map(\.script)))
        let commands = scripts.map { RedisCommand("SCRIPT", "LOAD", $0.text) }
        for (script, reply) in zip(scripts, try exchange(commands, over: &wire, to: address, at: now)) {
            if case .refusal(let text) = reply { throw .server("script \(script.name): \(text)") }
            guard let digest = reply.string else { throw .protocolBroken("no digest of script \(script.name)") }
            wire.digests[script.name] = digest
        }
    }

    private static func isUnknownScript(_ reply: RedisReply) -> Bool {
        if case .refusal(let text) = reply { return text.hasPrefix("NOSCRIPT") }
        return false
    }
}
#endif
