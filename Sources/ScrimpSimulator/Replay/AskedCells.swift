/// What was asked for by the values of some attributes, whatever became of it: what a baseline would have had to answer.
struct AskedCells {
    /// Attributes of the request.
    private let by: [Int]
    private let steps: [Int64]
    /// Values of one attribute, or of several, to places in `sums`.
    private var single: [Int64: Int] = [:]
    private var several: [[Int64]: Int] = [:]
    private var sums: [TokenSums] = []

    /// Further combinations are not counted apart.
    private static let most = 1 << 16

    init(by: [Int], steps: [Int64]) {
        self.by = by
        self.steps = steps
    }

    mutating func add(_ values: [Int64], _ usage: CallUsage) {
        guard let place = place(of: values) else { return }
        sums[place].add(usage)
    }

    /// - Parameter values: of the attributes alone.
    func sum(of values: [Int64]) -> TokenSums? {
        let place = values.count == 1 ? single[values[0]] : several[values]
        return place.map { sums[$0] }
    }

    private mutating func place(of values: [Int64]) -> Int? {
        if by.count == 1 {
            let value = values[by[0]]
            if let place = single[value] { return place }
            guard sums.count < Self.most else { return nil }
            single[value] = sums.count
        } else {
            let key = by.map { values[$0] }
            if let place = several[key] { return place }
            guard sums.count < Self.most else { return nil }
            several[key] = sums.count
        }
        sums.append(TokenSums(steps: steps))
        return sums.count - 1
    }
}
