#if Redis
import ScrimpRedis
import Testing

@Suite struct RedisReplyTests {
    @Test(arguments: [
        ("0", 0), ("170141183460469231731687303715884105727", Int128.max), ("-5", -5),
        ("170141183460469231731687303715884105728", Int128.max),
        ("-999999999999999999999999999999999999999999", Int128.min),
    ])
    func amountsOfAnySize(text: String, value: Int128) {
        #expect(RedisReply.text(Array(text.utf8)).amount == value)
    }

    @Test(arguments: ["", "-", "x", "1.5", "1e3", "--1"])
    func whatIsNoAmount(text: String) {
        #expect(RedisReply.text(Array(text.utf8)).amount == nil)
    }

    @Test func fieldsComeInPairs() {
        let list = RedisReply.list([.text([97]), .integer(1), .text([98]), .nothing])
        #expect(list.fields == ["a": .integer(1), "b": .nothing])
        #expect(RedisReply.list([.text([97])]).fields == nil)
        #expect(RedisReply.integer(1).fields == nil)
    }
}
#endif
