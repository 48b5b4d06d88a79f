import ScrimpCommands
import ScrimpTestSupport
import Testing

@Suite struct CommandLineParserTests {
    /// A table with one of everything.
    static let root = Command(
        group: "tool", "Do things",
        subcommands: [
            Command(
                "build", "Build things",
                positionals: [Positional("INPUT", "what to read", arity: .several)],
                options: [
                    Option("verbose", short: "v", "say more"),
                    Option("output", short: "o", value: "FILE", .file, "where to write"),
                    Option("mode", value: "MODE", .choice(["fast", "small"]), defaultText: "fast", "how"),
                    Option("jobs", value: "N", .count, defaultText: "2", "how many"),
                    Option("define", value: "NAME", .text, "a name", mayRepeat: true),
                    Option("internal", "not shown", isHidden: true),
                ],
                run: { _, _ in .clean }),
            Command(
                group: "store", "Keep things",
                subcommands: [
                    Command(
                        "move", "Move a thing",
                        positionals: [Positional("FROM", "from"), Positional("TO", "to", arity: .optional)],
                        run: { _, _ in .clean })
                ]),
            Command("secret", "Not shown", isHidden: true, run: { _, _ in .clean }),
        ])

    private func invocation(_ arguments: String...) throws -> Invocation {
        guard case .run(let invocation) = try CommandLineParser.parse(arguments, root: Self.root) else {
            throw UsageError("no invocation", path: [])
        }
        return invocation
    }

    private func failure(_ arguments: String...) -> String {
        do throws(UsageError) {
            _ = try CommandLineParser.parse(arguments, root: Self.root)
            return "no error"
        } catch {
            return error.text
        }
    }

    @Test func optionsStandAnywhereInEitherSpelling() throws {
        for arguments in [
            ["build", "-v", "--output", "x", "a", "b"], ["build", "a", "--output=x", "--verbose", "b"],
            ["build", "a", "b", "-o", "x", "-v"],
        ] {
            guard case .run(let invocation) = try CommandLineParser.parse(arguments, root: Self.root) else {
                Issue.record("no invocation")
                continue
            }
            #expect(invocation.arguments("INPUT") == ["a", "b"])
            #expect(invocation.flag("verbose"))
            #expect(invocation.value("output") == "x")
        }
    }

    @Test func defaultsComeFromTheTable() throws {
        let invocation = try invocation("build", "a")
        #expect(invocation.value("mode") == "fast")
        #expect(invocation.count("jobs") == 2)
        #expect(invocation.value("output") == nil)
        #expect(!invocation.flag("verbose"))
    }

    @Test func repeatedValuesAreKept() throws {
        #expect(try invocation("build", "a", "--define", "x", "--define=y=z").values("define") == ["x", "y=z"])
    }

    @Test func afterTwoDashesAllIsPositional() throws {
        #expect(try invocation("build", "--", "-v", "--help", "--").arguments("INPUT") == ["-v", "--help", "--"])
        #expect(try invocation("build", "-").arguments("INPUT") == ["-"])
    }

    @Test func hiddenThingsWork() throws {
        #expect(try invocation("build", "a", "--internal").flag("internal"))
        #expect(try invocation("secret").command.name == "secret")
        #expect(!HelpText.text(of: [Self.root]).contains("secret"))
        #expect(!HelpText.text(of: [Self.root, Self.root.subcommands[0]]).contains("internal"))
    }

    @Test func nestedCommands() throws {
        let invocation = try invocation("store", "move", "a")
        #expect(invocation.argument("FROM") == "a")
        #expect(invocation.argument("TO") == nil)
    }

    @Test func helpWinsOverWhatIsWrongElsewhere() throws {
        for arguments in [
            ["--help"], ["-h"], ["build", "--help"], ["build", "--nonsense", "-h"], ["store", "--help"],
        ] {
            guard case .help(let path) = try CommandLineParser.parse(arguments, root: Self.root) else {
                Issue.record("\(arguments) is no request for help")
                continue
            }
            #expect(path.count == (arguments.count > 1 ? 2 : 1))
        }
    }

    @Test func everyMistakeNamesItselfAndWhatWasMeant() {
        let texts = [
            failure("biuld"), failure("deploy"), failure("store"), failure("store", "mvoe"), failure("--verbos"),
            failure("build"), failure("build", "a", "--verbos"), failure("build", "a", "--nonsense"),
            failure("build", "a", "--mode", "fats"), failure("build", "a", "--mode=huge"),
            failure("build", "a", "--jobs", "-1"), failure("build", "a", "--jobs", "99999999999999999999"),
            failure("build", "a", "--output"), failure("build", "a", "--output="), failure("build", "a", "--verbose=1"),
            failure("build", "a", "-o", "x", "--output=y"), failure("store", "move"),
            failure("store", "move", "a", "b", "c"),
            failure("build", "a", "-x"),
        ]
        expectGolden(texts.joined(separator: "\n"), at: "Tests/Golden/commands/usage-errors.txt")
    }

    @Test func anyArgumentsAreAnsweredWithoutATrap() {
        var random = SeededGenerator(seed: 21)
        let words = [
            "build", "store", "move", "--", "-", "", "=", "--=", "--output", "--output=", "-o", "--mode=fast", "-h",
            "é",
            "--jobs", "7", "\u{0}", "--define",
        ]
        var answered = 0
        for _ in 0..<3_000 {
            let arguments = (0..<random.below(6)).map { _ in random.pick(words) ?? "" }
            do throws(UsageError) {
                _ = try CommandLineParser.parse(arguments, root: Self.root)
                answered += 1
            } catch {
                #expect(error.text.hasPrefix("error: ") && error.text.contains("\nusage: tool"))
            }
        }
        #expect(answered > 100)
    }
}
