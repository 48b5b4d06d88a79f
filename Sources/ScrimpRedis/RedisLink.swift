#if Redis
internal import CHiredis
internal import Glibc

/// One connection to a server, which is given up at the first failure: what comes in after one may belong to anything.
///
/// Safe because the pointer never leaves it: it owns the context and frees it when it ends.
@safe
struct RedisLink: ~Copyable {
    private let context: UnsafeMutablePointer<redisContext>

    private init(_ context: UnsafeMutablePointer<redisContext>) { unsafe self.context = context }

    static func open(_ address: RedisAddress) throws(RedisError) -> RedisLink {
        let made = unsafe BrokenPipe.ignored { () -> UnsafeMutablePointer<redisContext>? in
            let wait = interval(address.connectTimeout)
            switch address.place {
            case .host(let name, let port): return unsafe redisConnectWithTimeout(name, Int32(port), wait)
            case .socket(let path): return unsafe redisConnectUnixWithTimeout(path, wait)
            }
        }
        guard let made = unsafe made else { throw .unreachable("out of memory") }
        var link = unsafe RedisLink(made)
        try link.introduce(address)
        return link
    }

    deinit { unsafe redisFree(context) }

    private mutating func introduce(_ address: RedisAddress) throws(RedisError) {
        guard unsafe context.pointee.err == REDIS_OK else { throw failure() }
        let wait = Self.interval(address.answerTimeout)
        guard unsafe redisSetTimeout(context, wait) == REDIS_OK else { throw failure() }
        var commands: [RedisCommand] = []
        if let password = address.password {
            var command = RedisCommand("AUTH")
            if let user = address.user { command.append(user) }
            command.append(password)
            commands.append(command)
        }
        if address.database != 0 { commands.append(RedisCommand("SELECT", String(address.database))) }
        for reply in try exchange(commands) {
            if case .refusal(let text) = reply { throw .server(text) }
        }
    }

    /// Sends commands in one go and waits for all answers, in their order.
    mutating func exchange(_ commands: [RedisCommand]) throws(RedisError) -> [RedisReply] {
        for command in commands {
            guard append(command) == REDIS_OK else { throw failure() }
        }
        var replies: [RedisReply] = []
        replies.reserveCapacity(commands.count)
        for _ in commands {
            let answer = unsafe BrokenPipe.ignored { () -> UnsafeMutableRawPointer? in
                var answer: UnsafeMutableRawPointer?
                return unsafe redisGetReply(context, &answer) == REDIS_OK ? answer : nil
            }
            guard let answer = unsafe answer else { throw failure() }
            defer { unsafe freeReplyObject(answer) }
            let root = unsafe answer.assumingMemoryBound(to: redisReply.self)
            guard let reply = unsafe Self.reply(root) else { throw .protocolBroken("a reply of an unknown kind") }
            replies.append(reply)
        }
        return replies
    }

    private func append(_ command: RedisCommand) -> Int32 {
        unsafe command.bytes.withUnsafeBytes { bytes in
            let nothing: StaticString = ""
            let start = unsafe bytes.baseAddress ?? UnsafeRawPointer(nothing.utf8Start)
            var pointers: [UnsafePointer<CChar>?] = unsafe []
            var lengths: [Int] = []
            var first = 0
            for end in command.ends {
                unsafe pointers.append((start + first).assumingMemoryBound(to: CChar.self))
                lengths.append(end - first)
                first = end
            }
            return unsafe redisAppendCommandArgv(context, Int32(clamping: lengths.count), &pointers, lengths)
        }
    }

    private func failure() -> RedisError {
        let code = unsafe context.pointee.err
        let reason = errno
        let text = unsafe withUnsafeBytes(of: context.pointee.errstr) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        switch code {
        case REDIS_ERR_PROTOCOL: return .protocolBroken(text)
        case REDIS_ERR_IO where reason == EAGAIN || reason == EWOULDBLOCK || reason == ETIMEDOUT: return .timedOut
        case REDIS_OK: return .unreachable("the connection was closed")
        default: return .unreachable(text)
        }
    }

    private static func reply(_ node: UnsafeMutablePointer<redisReply>) -> RedisReply? {
        let bytes = unsafe UnsafeRawBufferPointer(start: node.pointee.str, count: Int(clamping: node.pointee.len))
        switch unsafe node.pointee.type {
        case REDIS_REPLY_STRING: return unsafe .text([UInt8](bytes))
        case REDIS_REPLY_STATUS: return unsafe .status(String(decoding: bytes, as: UTF8.self))
        case REDIS_REPLY_ERROR: return unsafe .refusal(String(decoding: bytes, as: UTF8.self))
        case REDIS_REPLY_INTEGER: return unsafe .integer(Int64(node.pointee.integer))
        case REDIS_REPLY_NIL: return .nothing
        case REDIS_REPLY_ARRAY:
            var elements: [RedisReply] = []
            for index in 0..<Int(clamping: unsafe node.pointee.elements) {
                guard let child = unsafe node.pointee.element?[index], let element = unsafe reply(child) else {
                    return nil
                }
                elements.append(element)
            }
            return .list(elements)
        default: return nil
        }
    }

    private static func interval(_ milliseconds: Int64) -> timeval {
        let wait = max(milliseconds, 1)
        return timeval(tv_sec: Int(wait / 1000), tv_usec: Int(wait % 1000) * 1000)
    }
}

/// Writing to a connection that the other side has closed raises a signal that ends the process.
enum BrokenPipe {
    /// Runs something while this thread does not get that signal.
    static func ignored<Result>(_ body: () -> Result) -> Result {
        var signal = sigset_t()
        var waiting = sigset_t()
        var before = sigset_t()
        unsafe sigemptyset(&signal)
        unsafe sigaddset(&signal, SIGPIPE)
        unsafe sigpending(&waiting)
        let wasWaiting = unsafe sigismember(&waiting, SIGPIPE) == 1
        unsafe pthread_sigmask(SIG_BLOCK, &signal, &before)
        defer {
            // The cause of a failure, which the caller reads, outlives the clearing up.
            let reason = errno
            var noTime = timespec(tv_sec: 0, tv_nsec: 0)
            if !wasWaiting {
                while unsafe sigtimedwait(&signal, nil, &noTime) == -1, errno == EINTR {}
            }
            unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
            errno = reason
        }
        return body()
    }
}
#endif
