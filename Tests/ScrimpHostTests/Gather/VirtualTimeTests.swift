import ScrimpHost
import Synchronization
import Testing

@Suite struct VirtualTimeTests {
    @Test func sleepersWakeInOrderAndTimeJumps() {
        let time = VirtualTime()
        let order = time.run {
            await withTaskGroup(of: Int.self) { group in
                for number in [3, 1, 2] {
                    group.addTask {
                        try? await time.sleep(for: .seconds(number * 3_600))
                        return number
                    }
                }
                var order: [Int] = []
                for await number in group { order.append(number) }
                return order
            }
        }
        #expect(order == [1, 2, 3])
        #expect(time.now == VirtualTime.Moment(nanoseconds: 3 * 3_600_000_000_000))
    }

    @Test func whatNeverComesIsSaid() {
        let time = VirtualTime()
        let never = AsyncStream<Int>.makeStream()
        let result = time.run {
            for await number in never.stream { return number }
            return 0
        }
        #expect(result == nil)
        never.continuation.finish()
    }

    @Test func aCancelledSleepEndsAtOnce() {
        let time = VirtualTime()
        let seen = time.run {
            let sleeper = Task(executorPreference: time) {
                do {
                    try await time.sleep(for: .seconds(100))
                    return false
                } catch {
                    return error is CancellationError
                }
            }
            try? await time.sleep(for: .seconds(1))
            sleeper.cancel()
            let late = Task(executorPreference: time) { try? await time.sleep(for: .seconds(50)) }
            late.cancel()
            _ = await late.value
            return await sleeper.value
        }
        #expect(seen == true)
        #expect(time.now.nanoseconds == 1_000_000_000)
    }
}
