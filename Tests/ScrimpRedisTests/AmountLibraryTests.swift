#if Redis
import ScrimpQuantities
import ScrimpRedis
import ScrimpRedisSupport
import ScrimpTestSupport
import Testing

/// The whole numbers of the scripts agree with Swift's, far beyond 2^53.
@Suite(.enabled(if: RedisServer.isInstalled, Comment(rawValue: RedisServer.missing)))
struct AmountLibraryTests {
    private static let all = RedisScript(
        "all", libraries: [AmountLibrary.text],
        #"""
        local result = {}
        for index = 1, #ARGV, 3 do
            local left, right, factor = ARGV[index], ARGV[index + 1], tonumber(ARGV[index + 2])
            result[#result + 1] = {
                plus(left, right), minus(left, right) or 'none', less(left, right), compare(left, right),
                smaller(left, right), greater(left, right), times(left, factor),
            }
        end
        return result
        """#)

    @Test(arguments: [UInt64(1), 2, 3, 4])
    func agreesWithSwift(seed: UInt64) throws {
        let server = try RedisServer()
        let connection = RedisConnection(server.address)
        var random = SeededGenerator(seed: seed)
        var beyond = 0
        for round in 0..<10 {
            var pairs: [(left: Int128, right: Int128, factor: Int64)] = []
            for _ in 0..<250 {
                let left = abs(random.int128(bits: 126))
                // Numbers that are equal, or differ by little, cross the borders of limbs.
                let right =
                    switch random.below(4) {
                    case 0: left
                    case 1: max(left - 1 - Int128(random.below(3)), 0)
                    case 2: left.addingReportingOverflow(1).partialValue
                    default: abs(random.int128(bits: 126))
                    }
                pairs.append((left, right, Int64(random.below(1_000_001))))
            }
            if round == 0 { pairs += Self.borders }
            var call = ScriptCall(Self.all, keys: [])
            for pair in pairs {
                call.append(pair.left)
                call.append(pair.right)
                call.append(pair.factor)
            }
            let replies = try #require(try connection.run(call, at: .seconds(1)).elements)
            try #require(replies.count == pairs.count)
            for (pair, reply) in zip(pairs, replies) {
                let (left, right, factor) = pair
                if left > Int128(Int64.max) { beyond += 1 }
                let parts = try #require(reply.elements)
                let sum = UInt128(left) + UInt128(right)
                #expect(parts[0].string == "\(sum)", "\(left) + \(right)")
                #expect(parts[1].string == (left < right ? "none" : "\(left - right)"), "\(left) - \(right)")
                #expect(parts[2].string == "\(max(left - right, 0))")
                #expect((parts[3].number ?? 0).signum() == (left < right ? -1 : left == right ? 0 : 1))
                #expect(parts[4].string == "\(min(left, right))")
                #expect(parts[5].string == "\(max(left, right))")
                let product = UInt128(left).multipliedReportingOverflow(by: UInt128(factor))
                if !product.overflow { #expect(parts[6].string == "\(product.partialValue)", "\(left) * \(factor)") }
            }
        }
        #expect(beyond > 500)
    }

    private static let borders: [(left: Int128, right: Int128, factor: Int64)] = {
        var values: [Int128] = [0, 1, 9, .max, Int128(Int64.max), Int128(Int64.max) + 1, 1 << 53, 1 << 53 + 1]
        var power: Int128 = 1
        for _ in 0..<37 {
            power *= 10
            values += [power - 1, power, power + 1]
        }
        var result: [(left: Int128, right: Int128, factor: Int64)] = []
        for left in values {
            result += [(left, left, 999_999), (left, 1, 1_000_000), (left, max(left - 1, 0), 0)]
        }
        return result
    }()
}
#endif
