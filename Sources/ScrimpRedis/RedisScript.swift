#if Redis
/// A program that Redis runs as one step: nothing else comes between.
package struct RedisScript: Hashable, Sendable {
    /// For messages, and to find the digest that Redis knows it by.
    package let name: String
    package let text: String

    /// - Parameter libraries: texts that define the functions it uses.
    package init(_ name: String, libraries: [String] = [], _ body: String) {
        self.name = name
        text = (libraries + [body]).joined(separator: "\n")
    }
}

/// One run of a script.
package struct ScriptCall: Sendable {
    package let script: RedisScript
    private let keyCount: Int
    /// Keys, then arguments.
    private var arguments: [String]

    package init(_ script: RedisScript, keys: [String], _ arguments: [String] = []) {
        self.script = script
        keyCount = keys.count
        self.arguments = keys + arguments
    }

    package mutating func append(_ argument: String) { arguments.append(argument) }
    package mutating func append(_ number: some BinaryInteger) { arguments.append(String(number)) }

    func command(digest: String) -> RedisCommand {
        var command = RedisCommand("EVALSHA", digest)
        command.append(keyCount)
        for argument in arguments { command.append(argument) }
        return command
    }
}
#endif
