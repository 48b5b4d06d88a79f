#if Redis
/// Where a Redis server is, and how to introduce oneself.
public struct RedisAddress: Hashable, Sendable {
    public enum Place: Hashable, Sendable {
        case host(String, port: UInt16)
        /// A socket of the file system, for a server on the same machine.
        case socket(path: String)
    }

    public var place: Place
    /// Sent with `AUTH`, where the server asks for it; with a user name where it has several.
    public var user: String?
    public var password: String?
    /// Number of the data base on the server; 0 is the first.
    public var database: Int32 = 0
    /// How long connecting, and how long one answer, may take, in milliseconds; at least 1.
    public var connectTimeout: Int64 = 500
    public var answerTimeout: Int64 = 500

    public init(_ place: Place) { self.place = place }

    public static let standardPort: UInt16 = 6379
}

extension RedisAddress: CustomStringConvertible {
    public var description: String {
        switch place {
        case .host(let name, let port): "\(name):\(port)"
        case .socket(let path): path
        }
    }
}
#endif
