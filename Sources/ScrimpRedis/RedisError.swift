#if Redis
/// Why Redis did not do what it was asked.
public enum RedisError: Error, Hashable, Sendable {
    /// Nobody answers there, or the connection was lost: a command may or may not have been carried out.
    case unreachable(String)
    /// The answer took too long: the command may or may not have been carried out.
    case timedOut
    /// What came back is not what was agreed.
    case protocolBroken(String)
    /// Redis refused the command.
    case server(String)

    /// Whether asking again, later and on a new connection, may succeed.
    public var isLoss: Bool {
        switch self {
        case .unreachable, .timedOut: true
        // While it reads its data after a start, or hands over to another server, Redis answers, but not for long.
        case .server(let text):
            ["LOADING", "MASTERDOWN", "READONLY", "CLUSTERDOWN", "TRYAGAIN"].contains { text.hasPrefix($0) }
        case .protocolBroken: false
        }
    }
}

extension RedisError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreachable(let text): "redis cannot be reached: \(text)"
        case .timedOut: "redis did not answer in time"
        case .protocolBroken(let text): "redis answered something unexpected: \(text)"
        case .server(let text): "redis refused: \(text)"
        }
    }
}
#endif
