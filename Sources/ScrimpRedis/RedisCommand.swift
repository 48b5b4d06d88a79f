#if Redis
/// A command with its arguments, which may hold any bytes.
package struct RedisCommand: Sendable {
    /// All arguments one after the other, and where each ends.
    private(set) var bytes: [UInt8] = []
    private(set) var ends: [Int] = []

    package init(_ arguments: String...) {
        for argument in arguments { append(argument) }
    }

    package mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        ends.append(bytes.count)
    }

    package mutating func append(bytes argument: some Sequence<UInt8>) {
        bytes.append(contentsOf: argument)
        ends.append(bytes.count)
    }

    package mutating func append(_ number: some BinaryInteger) { append(String(number)) }
}
#endif
