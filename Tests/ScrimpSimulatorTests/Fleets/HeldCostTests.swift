import ScrimpQuantities
import Testing

@testable import ScrimpSimulator

@Suite struct HeldCostTests {
    static let hour: Int64 = 3_600_000_000_000
    static let month: Int64 = 2_629_800_000_000_000

    static func dollars(_ cents: Int64) -> Money { Money(pico: Int128(cents) * 10_000_000_000) }

    static func pool(
        _ market: PoolCapacity.Market, price: Int64 = 200, gpus: Int = 2, most: Int = 3, overhead: Double = 0.15
    ) -> PoolCapacity {
        PoolCapacity(
            gpusPerReplica: gpus, fewestReplicas: 1, mostReplicas: most, market: market, hourlyPrice: dollars(price),
            onDemandPrice: dollars(688), plannedUtilization: 0.7, overhead: overhead, wattsPerGPU: 700)
    }

    /// Ten hours of one replica of two accelerators at $2, and 15 % on top.
    @Test func hoursHeldArePaid() throws {
        let pool = Self.pool(.onDemand)
        let cost = try #require(pool.cost(of: HeldTime(onDemand: Int128(Self.hour) * 10), over: Self.hour * 24))
        #expect(cost.onDemand == Self.dollars(4_000))
        #expect(cost.overhead == Self.dollars(600))
        #expect(cost.total == Self.dollars(4_600) && cost.totalLow == cost.total && cost.totalHigh == cost.total)
        #expect(cost.wattHours == 14_000 && cost.carbonGrams == nil)
        #expect(pool.commitment == nil)
    }

    @Test func spotHasASpreadAndItsFallbackHasNone() throws {
        var pool = Self.pool(.spot(fallback: .onDemand, interruptionsPerHour: 0.05), overhead: 0)
        pool.spotRange = Self.dollars(128)...Self.dollars(322)
        let held = HeldTime(spot: Int128(Self.hour) * 9, onDemand: Int128(Self.hour))
        let cost = try #require(pool.cost(of: held, over: Self.hour * 10))
        #expect(cost.spot == Self.dollars(3_600) && cost.onDemand == Self.dollars(1_376))
        #expect(cost.totalLow == Self.dollars(9 * 2 * 128 + 1_376))
        #expect(cost.totalHigh == Self.dollars(9 * 2 * 322 + 1_376))
        pool.onDemandPrice = nil
        #expect(pool.cost(of: held, over: Self.hour * 10) == nil)
        #expect(pool.cost(of: HeldTime(spot: 1), over: Self.hour) != nil)
    }

    /// A reservation is paid for the most replicas all of the time, whatever was switched on.
    @Test func reservationsArePaidUnused() throws {
        let pool = Self.pool(.reserved(months: 12), overhead: 0)
        let cost = try #require(pool.cost(of: HeldTime(), over: Self.hour * 100))
        #expect(cost.reserved == Self.dollars(200 * 2 * 3 * 100) && cost.total == cost.reserved)
        #expect(cost.wattHours == 0)
        // Twelve months are 8,766 hours.
        #expect(pool.commitment == Self.dollars(8_766 * 2 * 3 * 200))
    }

    @Test func ownedHardwareIsWrittenOffAndPowered() throws {
        var pool = Self.pool(.owned(price: Self.dollars(3_600_000), months: 36), overhead: 0)
        pool.electricityPrice = Self.dollars(15)
        pool.carbonGramsPerKilowattHour = 300
        let held = HeldTime(committed: Int128(Self.hour) * 1_000)
        let cost = try #require(pool.cost(of: held, over: Self.month))
        #expect(cost.writtenOff == Self.dollars(100_000 * 6))
        // 1,000 h of 1.4 kW at 15 cents.
        #expect(cost.power == Self.dollars(21_000))
        #expect(cost.total == Self.dollars(621_000))
        #expect(cost.wattHours == 1_400_000 && cost.carbonGrams == 420_000)
        #expect(pool.commitment == Self.dollars(3_600_000 * 6))
    }

    /// The parts sum to the whole to the last pico-dollar, and time that is cut in two costs the same to a rounding.
    @Test func partsSumExactly() throws {
        var pool = Self.pool(.spot(fallback: .onDemand, interruptionsPerHour: 0.05), price: 414)
        pool.hourlyPrice = Money(pico: 4_143_393_750_001)
        for time in [1, 7, 3_599_999_999_999, 3_600_000_000_001, 98_765_432_109_876] as [Int128] {
            let cost = try #require(pool.cost(of: HeldTime(spot: time, onDemand: time / 3), over: .max))
            #expect(cost.spot.pico + cost.onDemand.pico + cost.overhead.pico == cost.total.pico)
            let half = try #require(pool.cost(of: HeldTime(spot: time / 2), over: 1))
            let rest = try #require(pool.cost(of: HeldTime(spot: time - time / 2), over: 1))
            #expect(abs(half.spot.pico + rest.spot.pico - cost.spot.pico) <= 1)
        }
    }

    @Test func whatDoesNotFitIsNil() {
        let pool = Self.pool(.onDemand)
        #expect(pool.cost(of: HeldTime(onDemand: .max), over: 1) == nil)
        #expect(HeldTime(spot: .max, onDemand: .max).total == .max)
        #expect(HeldTime(replicas: -1, duration: -1, in: .onDemand) == HeldTime())
        #expect(HeldTime(replicas: 2, duration: 3, in: .reserved(months: 1)) == HeldTime(committed: 6))
    }
}
