import Glibc
import ScrimpQuantities
import ScrimpRuntime
import ScrimpStateSupport
import ScrimpStores

/// A process that tests start beside others, and kill: works on a state file and says what it has been assured of.
@main
enum StateWorker {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        do {
            switch (arguments.first, Array(arguments.dropFirst())) {
            case ("settle", let rest) where rest.count == 2: try settle(file: rest[0], seed: number(rest[1]))
            case ("spend", let rest) where rest.count == 4:
                try spend(file: rest[0], limit: Int128(rest[1]) ?? 0, calls: number(rest[2]), seed: number(rest[3]))
            case ("permits", let rest) where rest.count == 3:
                try permits(file: rest[0], concurrency: Int64(number(rest[1])), calls: number(rest[2]))
            case ("open", let rest) where rest.count == 2: try open(file: rest[0], user: UInt32(rest[1]) ?? 0)
            default:
                fail(
                    "usage: StateWorker settle FILE SEED | spend FILE LIMIT CALLS SEED | permits FILE CONCURRENCY CALLS | open FILE USER"
                )
            }
        } catch {
            fail("\(error)")
        }
    }

    /// Decides and settles until it is killed, and writes each amount to standard output when `settle` has returned.
    private static func settle(file: String, seed: UInt64) throws {
        let engine = try KillPolicy.policy.engine(openStore(file))
        var calls = WorkerCalls(seed: seed)
        while true {
            let call = calls.next()
            let decision = try engine.decide(engine.request(tokens: call.reserved), at: .second(0))
            let result = try engine.settle(decision, Usage(promptTokens: call.used), at: .second(0))
            say("\(result.cost.pico)")
        }
    }

    /// Makes calls against one hard budget, settles most of them, and says what it has settled and what it holds.
    private static func spend(file: String, limit: Int128, calls: UInt64, seed: UInt64) throws {
        let engine = try SpendPolicy.policy(limit: limit).engine(openStore(file))
        var generator = WorkerCalls(seed: seed)
        var (settled, held): (Int128, Int128) = (0, 0)
        for count in 0..<calls {
            let call = generator.next()
            let tokens = 1 + call.reserved % SpendPolicy.greatest
            let decision = try engine.decide(engine.request(tokens: tokens), at: .second(0))
            guard decision.isCall else { continue }
            switch count % 7 {
            case 0:
                try repeating { () throws(SettleError) in
                    if let reservation = decision.reservation { try engine.release(reservation, at: .second(0)) }
                }
            case 1: held += decision.reserved.pico
            default:
                let usage = Usage(promptTokens: count % 2 == 0 ? tokens : tokens / 2)
                settled += try repeating { () throws(SettleError) in
                    try engine.settle(decision, usage, at: .second(0)).cost.pico
                }
            }
        }
        say("\(settled) \(held)")
    }

    /// Takes and gives back permits; says how many calls it made, and the most that it saw run at once in all processes, which
    /// count them together.
    private static func permits(file: String, concurrency: Int64, calls: UInt64) throws {
        let engine = try PermitPolicy.policy(concurrency: concurrency).engine(openStore(file))
        var (made, most): (Int, Int64) = (0, 0)
        let running = try SharedCount(file + ".running")
        while made < Int(calls) {
            let decision = try engine.decide(engine.request(tokens: 1), at: .second(0))
            guard let reservation = decision.reservation else { continue }
            most = max(most, running.add(1))
            running.add(-1)
            try repeating { () throws(SettleError) in try engine.release(reservation, at: .second(0)) }
            made += 1
        }
        say("\(made) \(most)")
    }

    /// Reports until the file takes it: on a busy machine others may hold it for much longer than one report waits. Ends
    /// after two minutes, so that a file that never takes anything is still found.
    private static func repeating<Result>(_ report: () throws(SettleError) -> Result) throws(SettleError) -> Result {
        let start = ContinuousClock.now
        while true {
            do throws(SettleError) {
                return try report()
            } catch {
                guard error == .storeLost, ContinuousClock.now - start < .seconds(120) else { throw error }
                usleep(2_000)
            }
        }
    }

    /// Opens the file that other processes make and open at the same time, as long as they hold it.
    private static func openStore(_ file: String) throws(SQLiteError) -> SQLiteStore {
        let start = ContinuousClock.now
        while true {
            do throws(SQLiteError) {
                return try SQLiteStore(file: file)
            } catch {
                guard error.cause == .busy, ContinuousClock.now - start < .seconds(120) else { throw error }
                usleep(2_000)
            }
        }
    }

    /// Opens a state file as another user.
    private static func open(file: String, user: UInt32) throws(SQLiteError) {
        guard geteuid() == user || setuid(user) == 0 else { fail("this user cannot become another") }
        _ = try SQLiteDatabase.open(file, .state)
    }

    private static func number(_ text: String) -> UInt64 { UInt64(text) ?? 0 }

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
