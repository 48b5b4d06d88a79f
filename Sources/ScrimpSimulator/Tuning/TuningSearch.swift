import Glibc

/// Searches a grid of whole numbers for the best point with a stated number of evaluations: all of it where it is small enough,
/// else a coarse grid, and from its best point on along one axis after another, in golden sections that get narrower. Of a
/// single axis the rest of the evaluations goes to the widest gaps, so that no other valley is missed.
///
/// Deterministic: the same scores lead to the same points, in the same order.
struct TuningSearch {
    /// How good a point is; less is better.
    struct Score: Comparable, Sendable {
        /// How far it is from what is asked for at least; zero where it is met.
        var violation: Double
        /// Of points that are equally far from that, the one with less is better.
        var objective: Double

        /// Of a point that has no figures.
        static let none = Score(violation: .infinity, objective: .infinity)

        static func < (left: Score, right: Score) -> Bool {
            (left.violation, left.objective) < (right.violation, right.objective)
        }
    }

    /// How many values each axis has, each one or more.
    let counts: [Int]
    /// Most evaluations.
    let most: Int
    private var scores: [[Int]: Score] = [:]
    /// Points in the order in which they were evaluated.
    private(set) var visited: [[Int]] = []
    private(set) var best: (point: [Int], score: Score)?
    /// Whether every point of the grid was evaluated.
    private(set) var isExhaustive = false

    /// How much of the evaluations the first grid may take.
    private static let gridShare = 0.5
    private static let goldenShare = 0.381_966_011_250_105_2

    init(counts: [Int], most: Int) {
        self.counts = counts.map { max($0, 1) }
        self.most = max(most, 1)
    }

    mutating func run<Failure: Error>(_ evaluate: ([Int]) throws(Failure) -> Score) throws(Failure) {
        guard !counts.isEmpty else { return }
        var volume = 1
        for count in counts { volume = volume.multipliedReportingOverflow(by: count).overflow ? .max : volume * count }
        isExhaustive = volume <= most
        let share = Double(most) * Self.gridShare
        // A small allowance, for powers that come out a little below a whole number.
        let perAxis = Int(max(pow(share, 1 / Double(counts.count)) + 1e-9, 2))
        let marks = counts.map { isExhaustive ? Array(0..<$0) : Self.marks(perAxis, of: $0) }
        try grid(marks, evaluate)
        guard !isExhaustive else { return }
        var reach = zip(counts, marks).map { max(($0 - 1) / max($1.count - 1, 1), 1) }
        while scores.count < most, let start = best?.point {
            for axis in counts.indices {
                guard let point = best?.point else { return }
                let range = max(point[axis] - reach[axis], 0)...min(point[axis] + reach[axis], counts[axis] - 1)
                try section(axis, range, of: point, evaluate)
            }
            guard best?.point == start else { continue }
            if reach.allSatisfy({ $0 <= 1 }) { break }
            reach = reach.map { max($0 / 2, 1) }
        }
        if counts.count == 1 { try fill(evaluate) }
    }

    /// Halves the widest gap of a single axis again and again; of equal ones the first.
    private mutating func fill<Failure: Error>(_ evaluate: ([Int]) throws(Failure) -> Score) throws(Failure) {
        while scores.count < most {
            let places = visited.map { $0[0] }.sorted()
            let gaps = zip(places, places.dropFirst()).map { $1 - $0 }
            guard let widest = gaps.max(), widest > 1, let index = gaps.firstIndex(of: widest) else { return }
            try visit([places[index] + widest / 2], evaluate)
        }
    }

    /// So many places from the first to the last of a row, evenly spaced.
    private static func marks(_ wanted: Int, of count: Int) -> [Int] {
        let number = min(max(wanted, 1), count)
        guard number > 1 else { return [count / 2] }
        return (0..<number).map { $0 * (count - 1) / (number - 1) }
    }

    private mutating func grid<Failure: Error>(
        _ marks: [[Int]], _ evaluate: ([Int]) throws(Failure) -> Score
    ) throws(Failure) {
        var place = [Int](repeating: 0, count: marks.count)
        while true {
            try visit(zip(marks, place).map { $0[$1] }, evaluate)
            var axis = marks.count - 1
            while axis >= 0 {
                place[axis] += 1
                if place[axis] < marks[axis].count { break }
                place[axis] = 0
                axis -= 1
            }
            guard axis >= 0, scores.count < most else { return }
        }
    }

    /// Narrows a range of one axis down to its best value, as if there were only one valley in it.
    private mutating func section<Failure: Error>(
        _ axis: Int, _ range: ClosedRange<Int>, of point: [Int], _ evaluate: ([Int]) throws(Failure) -> Score
    ) throws(Failure) {
        func moved(_ value: Int) -> [Int] {
            var point = point
            point[axis] = value
            return point
        }
        var (low, high) = (range.lowerBound, range.upperBound)
        while high - low > 2 {
            let step = max(Int((Double(high - low) * Self.goldenShare).rounded()), 1)
            let left = low + step
            let right = max(high - step, left + 1)
            guard let first = try visit(moved(left), evaluate), let second = try visit(moved(right), evaluate) else {
                return
            }
            if first <= second { high = right } else { low = left }
        }
        for value in low...high { try visit(moved(value), evaluate) }
    }

    /// Nil where no evaluation is left.
    @discardableResult
    private mutating func visit<Failure: Error>(
        _ point: [Int], _ evaluate: ([Int]) throws(Failure) -> Score
    ) throws(Failure) -> Score? {
        if let known = scores[point] { return known }
        guard scores.count < most else { return nil }
        let score = try evaluate(point)
        scores[point] = score
        visited.append(point)
        if best.map({ score < $0.score }) ?? true { best = (point, score) }
        return score
    }
}
