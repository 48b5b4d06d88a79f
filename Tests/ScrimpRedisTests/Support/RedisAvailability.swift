import ScrimpTestSupport
import Testing

/// Says in the test run why the tests of Redis are not there.
@Suite struct RedisAvailability {
    #if Redis
    private static let isBuilt = true
    #else
    private static let isBuilt = false
    #endif

    @Test(
        .enabled(if: isBuilt, "built without Redis; `swift test --traits Redis` tests it, and needs libhiredis-dev"),
        .enabled(if: ChildProcess.find("redis-server") != nil, "redis-server is not installed"))
    func redisIsTested() {
        #expect(Self.isBuilt)
    }
}
