import ScrimpRuntime
import ScrimpTestSupport
import Testing

@Suite struct RolloutStagesTests {
    @Test func aLateCallAdvancesOneStageAndTheNextClockStartsThen() {
        var stages = RolloutStages(signature: 1, at: 1_000)
        #expect(stages.advance(now: 1_099, every: 100, stages: 4, mayAdvance: true) == false)
        #expect(stages.advance(now: 5_000, every: 100, stages: 4, mayAdvance: true) == true)
        #expect(stages.stage == 1 && stages.startedAt == 5_000)
        #expect(stages.advance(now: 5_000, every: 100, stages: 4, mayAdvance: true) == false)
        #expect(stages.advance(now: 5_099, every: 100, stages: 4, mayAdvance: true) == false)
        #expect(stages.advance(now: 5_100, every: 100, stages: 4, mayAdvance: true) == true)
        #expect(stages.stage == 2 && stages.startedAt == 5_100)
        #expect(stages.advance(now: 9_000, every: 100, stages: 4, mayAdvance: true) == true)
        #expect(stages.advance(now: .max, every: 100, stages: 4, mayAdvance: true) == false)
        #expect(stages.stage == 3)
    }

    @Test func nothingAdvancesWhileItMayNotOrIsReverted() {
        var stages = RolloutStages(signature: 1, at: 0)
        #expect(stages.advance(now: 500, every: 100, stages: 3, mayAdvance: false) == false)
        #expect(stages.advance(now: 501, every: 100, stages: 3, mayAdvance: true) == true)
        stages.revert()
        #expect(stages.isReverted && !stages.advance(now: 10_000, every: 100, stages: 3, mayAdvance: true))
        stages.resume(at: 10_000)
        #expect(!stages.isReverted && stages.stage == 1)
        // The time that it was reverted is not time that the stage has run.
        #expect(stages.advance(now: 10_099, every: 100, stages: 3, mayAdvance: true) == false)
        stages.resume(at: 10_099)
        #expect(stages.advance(now: 10_100, every: 100, stages: 3, mayAdvance: true) == true)
    }

    @Test func theSameListKeepsItsPlaceAndAnotherBegins() {
        var stages = RolloutStages(signature: 1, at: 0)
        _ = stages.advance(now: 100, every: 100, stages: 3, mayAdvance: true)
        stages.revert()
        let before = stages
        stages.adopt(signature: 1, at: 700)
        #expect(stages == before)
        stages.adopt(signature: 2, at: 700)
        #expect(stages == RolloutStages(signature: 2, at: 700))
        #expect(stages.stage == 0 && !stages.isReverted && stages.startedAt == 700)
    }

    @Test func stagesAndClocksNeverGoBack() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<50 {
            let count = generator.below(6)
            var stages = RolloutStages(signature: 9, at: 0)
            var now: Int64 = 0
            for _ in 0..<200 {
                let before = stages
                // Some calls come late, with an earlier time.
                now += Int64(generator.below(60)) - 10
                switch generator.below(20) {
                case 0: stages.revert()
                case 1: stages.resume(at: now)
                case 2: stages.adopt(signature: 9, at: now)
                default:
                    let mayAdvance = generator.chance(80)
                    let advanced = stages.advance(now: now, every: 100, stages: count, mayAdvance: mayAdvance)
                    #expect(stages.stage == before.stage + (advanced ? 1 : 0))
                    if advanced { #expect(mayAdvance && !before.isReverted && now - before.startedAt >= 100) }
                }
                #expect(stages.stage >= before.stage && stages.stage <= max(count - 1, 0))
                #expect(stages.startedAt >= before.startedAt)
                #expect(try #require(RolloutStages(decoding: stages.encode())) == stages)
            }
        }
    }

    @Test func damagedRecordsAreRefused() {
        var stages = RolloutStages(signature: .max, at: .min)
        stages.revert()
        #expect(RolloutStages(decoding: stages.encode()) == stages)
        expectOnlyWholeRecords(stages.encode()) { RolloutStages(decoding: $0) != nil }
        for extra in [false, true] {
            var writer = RecordWriter(version: 1)
            writer.write(UInt64(1))
            writer.write(Int64(1))
            writer.write(UInt32(1))
            writer.write(UInt8(extra ? 1 : 2))
            if extra { writer.write(UInt8(0)) }
            #expect(RolloutStages(decoding: writer.finish()) == nil)
        }
    }
}
