import Foundation
import ScrimpCommands
import ScrimpTestSupport
import Testing

@Suite struct CommandTableTests {
    @Test func everyEntryKeepsTheStyle() {
        for path in CommandTable.paths() {
            guard let command = path.last else { continue }
            let name = path.map(\.name).joined(separator: " ")
            #expect(command.summary.first?.isUppercase == true && !command.summary.hasSuffix("."), "\(name)")
            #expect(command.name.allSatisfy { $0.isLowercase || $0 == "-" }, "\(name)")
            let options = command.options.map(\.name) + command.options.compactMap(\.short) + ["help", "h"]
            #expect(Set(options).count == options.count, "\(name) declares an option twice")
            for option in command.options {
                #expect(
                    !option.help.hasSuffix(".") && option.help.first?.isUppercase == false, "\(name) \(option.name)")
                guard let value = option.value else { continue }
                #expect(value.name == value.name.uppercased())
                if case .choice(let choices) = value.kind, let text = value.defaultText {
                    #expect(choices.contains(text), "\(name) --\(option.name)")
                }
            }
            // Only the last positional may take any number, and none may follow one that can be left out.
            for (index, positional) in command.positionals.enumerated() {
                #expect(positional.name == positional.name.uppercased())
                if index < command.positionals.count - 1 { #expect(positional.usage == positional.name, "\(name)") }
            }
            #expect((command.run == nil) != command.subcommands.isEmpty, "\(name) runs or has subcommands")
        }
    }

    /// Every example is a command line that the table accepts.
    @Test func examplesParse() throws {
        for path in CommandTable.paths() {
            for example in path.last?.examples ?? [] {
                guard let range = example.text.range(of: CommandTable.program + " ") else {
                    Issue.record("`\(example.text)` does not run the program")
                    continue
                }
                var words: [String] = []
                // Between single quotes stands one word.
                let parts = example.text[range.upperBound...].split(separator: "'", omittingEmptySubsequences: false)
                for (index, part) in parts.enumerated() {
                    guard index % 2 == 0 else {
                        words.append(String(part))
                        continue
                    }
                    for word in part.split(separator: " ") {
                        if ["|", ">", "<", ">>"].contains(word) || word == ")" { break }
                        words.append(word.hasSuffix(")") ? String(word.dropLast()) : String(word))
                    }
                }
                _ = try CommandLineParser.parse(words)
            }
        }
    }

    @Test func helpAtEveryLevel() {
        var text = ""
        for path in CommandTable.paths() {
            let words = path.dropFirst().map(\.name)
            let world = World()
            #expect(world.run(words + ["--help"]) == .clean)
            #expect(world.errors.isEmpty)
            let byOption = world.output
            #expect(world.run(["help"] + words) == .clean)
            #expect(world.output == byOption)
            #expect(!byOption.split(separator: "\n").contains { $0.count > 100 || $0.hasSuffix(" ") }, "\(byOption)")
            text += "$ scrimp \((words + ["--help"]).joined(separator: " "))\n\(byOption)\n"
        }
        expectGolden(text, at: "Tests/Golden/commands/help.txt")
    }

    @Test func theReferencePageIsUpToDate() {
        expectGolden(ReferencePage.text, at: "Docs/cli.md")
    }
}
