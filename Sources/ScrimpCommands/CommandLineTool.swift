#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The whole program, but for the process around it.
package enum CommandLineTool {
    package static let version = "0.1.0"

    /// Runs a command line, `arguments` without the program's own name.
    package static func run(_ arguments: [String], in environment: Environment) -> ExitCode {
        var code = perform(arguments, in: environment)
        environment.output.flush()
        if let failure = environment.output.failure {
            code = environment.fail("cannot write the output: \(failure)")
        }
        environment.errors.flush()
        return code
    }

    private static func perform(_ arguments: [String], in environment: Environment) -> ExitCode {
        do throws(UsageError) {
            switch try CommandLineParser.parse(arguments) {
            case .run(let invocation):
                return invocation.command.run?(invocation, environment) ?? .failure
            case .help(let path):
                environment.output.write(HelpText.text(of: path))
                return .clean
            case .version:
                environment.output.write("\(CommandTable.program) \(version)\n")
                return .clean
            case .nothing:
                environment.errors.write(HelpText.text(of: [CommandTable.root]))
                return .failure
            }
        } catch {
            environment.errors.write(error.text)
            return .failure
        }
    }

    /// Runs the process's own command line to the end of the process.
    package static func main() -> Never {
        exit(run(Array(CommandLine.arguments.dropFirst()), in: .process()).rawValue)
    }
}
