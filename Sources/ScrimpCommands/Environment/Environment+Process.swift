import ScrimpQuantities

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension Environment {
    /// The world as this process has it. Asks the system for nothing that no command needs.
    package static func process() -> Environment {
        // A reader that goes away must not end the process: writing says so.
        _ = signal(SIGPIPE, SIG_IGN)
        return Environment(
            output: Output { deliver($0, to: STDOUT_FILENO) }, errors: Output { deliver($0, to: STDERR_FILENO) },
            outputIsTerminal: isatty(STDOUT_FILENO) == 1, errorsIsTerminal: isatty(STDERR_FILENO) == 1,
            columns: terminalColumns(), currentDirectory: workingDirectory(), variable: variable,
            files: .process, now: systemTime,
            pause: { milliseconds in
                usleep(UInt32(clamping: milliseconds) &* 1_000)
                return true
            })
    }

    private static func deliver(_ bytes: [UInt8], to descriptor: Int32) -> Output.Delivery {
        switch SystemFile.send(bytes, to: descriptor) {
        case 0: .done
        case EPIPE: .closed
        case let code: .failed(reason: SystemFile.reason(code))
        }
    }

    private static func variable(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }

    private static func terminalColumns() -> Int? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    private static func workingDirectory() -> String {
        guard let path = unsafe getcwd(nil, 0) else { return "." }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }

    private static func systemTime() -> Instant {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_REALTIME, &time) == 0 else { return Instant(nanoseconds: 0) }
        let (nanoseconds, overflow) = Int64(time.tv_sec).multipliedReportingOverflow(by: Instant.nanosecondsPerSecond)
        return Instant(nanoseconds: overflow ? .max : nanoseconds).advanced(by: Int64(time.tv_nsec))
    }
}
