/// What a programmer would write instead of a policy: the counterparts that `RoutingBenchmark` measures against.
enum HandWrittenRouting {
    /// 24 rules of two conditions over 16 numbers that share two cuts each.
    @inline(never)
    static func sharedCuts(_ values: borrowing Span<Int64>) -> Int {
        if values[0] < 150_000 && values[3] < 300_000 { return 0 }
        if values[1] < 150_000 && values[10] < 300_000 { return 1 }
        if values[2] < 150_000 && values[1] < 300_000 { return 2 }
        if values[3] < 150_000 && values[8] < 300_000 { return 3 }
        if values[4] < 150_000 && values[15] < 300_000 { return 4 }
        if values[5] < 150_000 && values[6] < 300_000 { return 5 }
        if values[6] < 150_000 && values[13] < 300_000 { return 6 }
        if values[7] < 150_000 && values[4] < 300_000 { return 7 }
        if values[8] < 150_000 && values[11] < 300_000 { return 8 }
        if values[9] < 150_000 && values[2] < 300_000 { return 9 }
        if values[10] < 150_000 && values[9] < 300_000 { return 10 }
        if values[11] < 150_000 && values[0] < 300_000 { return 11 }
        if values[12] < 150_000 && values[7] < 300_000 { return 12 }
        if values[13] < 150_000 && values[14] < 300_000 { return 13 }
        if values[14] < 150_000 && values[5] < 300_000 { return 14 }
        if values[15] < 150_000 && values[12] < 300_000 { return 15 }
        if values[0] < 150_000 && values[8] < 300_000 { return 16 }
        if values[1] < 150_000 && values[15] < 300_000 { return 17 }
        if values[2] < 150_000 && values[6] < 300_000 { return 18 }
        if values[3] < 150_000 && values[13] < 300_000 { return 19 }
        if values[4] < 150_000 && values[4] < 300_000 { return 20 }
        if values[5] < 150_000 && values[11] < 300_000 { return 21 }
        if values[6] < 150_000 && values[2] < 300_000 { return 22 }
        if values[7] < 150_000 && values[9] < 300_000 { return 23 }
        return 24
    }

    /// The same with cuts of their own.
    @inline(never)
    static func ownCuts(_ values: borrowing Span<Int64>) -> Int {
        if values[0] < 100_000 && values[3] < 117_000 { return 0 }
        if values[1] < 153_411 && values[10] < 208_813 { return 1 }
        if values[2] < 206_822 && values[1] < 300_626 { return 2 }
        if values[3] < 260_233 && values[8] < 392_439 { return 3 }
        if values[4] < 313_644 && values[15] < 184_252 { return 4 }
        if values[5] < 367_055 && values[6] < 276_065 { return 5 }
        if values[6] < 120_466 && values[13] < 367_878 { return 6 }
        if values[7] < 173_877 && values[4] < 159_691 { return 7 }
        if values[8] < 227_288 && values[11] < 251_504 { return 8 }
        if values[9] < 280_699 && values[2] < 343_317 { return 9 }
        if values[10] < 334_110 && values[9] < 135_130 { return 10 }
        if values[11] < 387_521 && values[0] < 226_943 { return 11 }
        if values[12] < 140_932 && values[7] < 318_756 { return 12 }
        if values[13] < 194_343 && values[14] < 110_569 { return 13 }
        if values[14] < 247_754 && values[5] < 202_382 { return 14 }
        if values[15] < 301_165 && values[12] < 294_195 { return 15 }
        if values[0] < 354_576 && values[8] < 386_008 { return 16 }
        if values[1] < 107_987 && values[15] < 177_821 { return 17 }
        if values[2] < 161_398 && values[6] < 269_634 { return 18 }
        if values[3] < 214_809 && values[13] < 361_447 { return 19 }
        if values[4] < 268_220 && values[4] < 153_260 { return 20 }
        if values[5] < 321_631 && values[11] < 245_073 { return 21 }
        if values[6] < 375_042 && values[2] < 336_886 { return 22 }
        if values[7] < 128_453 && values[9] < 128_699 { return 23 }
        return 24
    }

    /// A rule per tenant, each with a bound on the prompt, in a dictionary.
    @inline(never)
    static func tenants(
        _ values: borrowing Span<Int64>, _ table: [Int64: (bound: Int64, rule: Int)], otherwise: Int
    ) -> Int {
        if let entry = table[values[0]], values[1] < entry.bound { return entry.rule }
        return otherwise
    }

    /// Four rules over columns, row by row.
    @inline(never)
    static func columns(
        tenant: [UInt32], prompt: [Int32], output: [Int32], complexity: [Int32], answers: inout [UInt16]
    ) {
        for row in answers.indices {
            let rule: UInt16
            if tenant[row] < 200 && tenant[row] % 10 == 0 {
                rule = 0
            } else if complexity[row] < 300 {
                rule = 1
            } else if prompt[row] > 1_500 {
                rule = 2
            } else if output[row] > 2_000 && complexity[row] < 500 {
                rule = 3
            } else {
                rule = 4
            }
            answers[row] = rule
        }
    }
}
