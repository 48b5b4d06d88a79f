import ScrimpDiagnostics
import ScrimpTestSupport
import Testing

@Suite struct SuggestionTests {
    private static let commands = ["check", "compile", "decide", "explain", "simulate", "catalog", "dump", "init"]

    @Test(arguments: [
        ("chekc", "check"), ("chck", "check"), ("comple", "compile"), ("CHECK", "check"), ("simulatte", "simulate"),
        ("catalouge", "catalog"), ("inti", "init"), ("dmup", "dump"),
    ])
    func isCloseEnough(word: String, meant: String) {
        #expect(suggest(word, among: Self.commands) == meant)
    }

    @Test(arguments: ["", "x", "deploy", "run", "checkout", "check", "lint"])
    func isNot(word: String) {
        #expect(suggest(word, among: Self.commands) == nil)
    }

    @Test func prefersTheClosestAndThenTheFirst() {
        #expect(suggest("tenent", among: ["tenants", "tenant", "tenet"]) == "tenant")
        #expect(suggest("abcx", among: ["abcy", "abcz"]) == "abcy")
        #expect(suggest("a", among: ["b", "A"]) == "A")
    }

    @Test func countsScalarsNotBytes() {
        #expect(suggest("bücher", among: ["bucher"]) == "bucher")
        #expect(suggest("予算", among: ["予定"]) == "予定")
    }

    /// The whole table, without a band and without a limit.
    private static func plainDistance(_ left: [Character], _ right: [Character]) -> Int {
        var table = [[Int]](repeating: [Int](repeating: 0, count: right.count + 1), count: left.count + 1)
        for row in 0...left.count {
            for column in 0...right.count {
                if row == 0 || column == 0 {
                    table[row][column] = row + column
                    continue
                }
                let cost = left[row - 1] == right[column - 1] ? 0 : 1
                var best = min(
                    table[row - 1][column - 1] + cost, table[row - 1][column] + 1, table[row][column - 1] + 1)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    best = min(best, table[row - 2][column - 2] + 1)
                }
                table[row][column] = best
            }
        }
        return table[left.count][right.count]
    }

    @Test func agreesWithThePlainDistance() {
        var random = SeededGenerator(seed: 11)
        func word() -> String { String((0..<1 + random.below(9)).map { _ in random.pick(["a", "b", "c"]) ?? "a" }) }
        for _ in 0..<3_000 {
            let (left, right) = (word(), word())
            let distance = Self.plainDistance(Array(left), Array(right))
            let isClose =
                left != right && distance <= max(1, left.count / 3) && distance < max(left.count, right.count)
            #expect((suggest(left, among: [right]) == right) == isClose, "\(left) \(right)")
        }
    }
}
