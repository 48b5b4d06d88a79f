import Glibc
import ScrimpStateSupport
import ScrimpStores

/// A process that tests start beside others, and kill: works on a state file and says what it has been assured of.
@main
enum StateWorker {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        do {
            switch (arguments.first, Array(arguments.dropFirst())) {
            case ("add", let rest) where rest.count == 2: try add(file: rest[0], seed: UInt64(rest[1]) ?? 0)
            case ("open", let rest) where rest.count == 2: try open(file: rest[0], user: UInt32(rest[1]) ?? 0)
            default: fail("usage: StateWorker add FILE SEED | open FILE USER")
            }
        } catch {
            fail("\(error)")
        }
    }

    /// Adds amounts to one record until it is killed, and writes each to standard output when its commit has returned.
    private static func add(file: String, seed: UInt64) throws(SQLiteError) {
        var database = try SQLiteDatabase.open(file, .state)
        let sum = try RunningSum(&database)
        var amounts = WorkerAmounts(seed: seed)
        while true {
            let amount = amounts.next()
            try sum.add(amount, to: &database)
            say("\(amount)")
        }
    }

    /// Opens a state file as another user.
    private static func open(file: String, user: UInt32) throws(SQLiteError) {
        guard geteuid() == user || setuid(user) == 0 else { fail("this user cannot become another") }
        _ = try SQLiteDatabase.open(file, .state)
    }

    private static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        unsafe _ = write(STDOUT_FILENO, bytes, bytes.count)
    }

    private static func fail(_ line: String) -> Never {
        let bytes = Array((line + "\n").utf8)
        unsafe _ = write(STDERR_FILENO, bytes, bytes.count)
        exit(2)
    }
}
