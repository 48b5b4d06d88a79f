/// A command's arguments, parsed and checked against its declaration.
package struct Invocation: Sendable {
    package let command: Command
    /// In order, by the name of the positional.
    private var positionals: [String: [String]] = [:]
    private var options: [String: [String]] = [:]

    package init(_ command: Command) { self.command = command }

    package mutating func add(_ value: String, toPositional name: String) {
        positionals[name, default: []].append(value)
    }
    package mutating func add(_ value: String, toOption name: String) { options[name, default: []].append(value) }

    /// The values of a positional, in order; empty where there are none.
    package func arguments(_ name: String) -> [String] { positionals[name] ?? [] }

    package func argument(_ name: String) -> String? { positionals[name]?.first }

    package func flag(_ name: String) -> Bool { options[name] != nil }

    /// The last value given, else the declared default.
    package func value(_ name: String) -> String? {
        options[name]?.last ?? command.options.first { $0.name == name }?.value?.defaultText
    }

    package func values(_ name: String) -> [String] { options[name] ?? [] }

    /// The value of an option of kind `count`.
    package func count(_ name: String) -> Int? { value(name).flatMap { Int($0) } }
}
