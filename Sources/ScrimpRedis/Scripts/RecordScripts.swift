#if Redis
/// The scripts on small records that all hosts share: positions of switches, stages of rollouts. A number that goes up with
/// each change tells hosts when to look.
package enum RecordScripts {
    /// Keys: version, switches, stages. Argument: the version that is known. Answers the version, and, where it is another one,
    /// the names and values of both.
    package static let read = RedisScript(
        "read",
        #"""
        local version = redis.call('GET', KEYS[1]) or '0'
        if version == ARGV[1] then return { version } end
        return { version, redis.call('HGETALL', KEYS[2]), redis.call('HGETALL', KEYS[3]) }
        """#)

    /// Keys: version, records. Arguments: names and values.
    package static let write = RedisScript(
        "write",
        #"""
        for index = 1, #ARGV, 2 do redis.call('HSET', KEYS[2], ARGV[index], ARGV[index + 1]) end
        return redis.call('INCR', KEYS[1])
        """#)

    /// Replaces a record that is as it was known, empty for none. Answers the record that then is there.
    ///
    /// Keys: version, records. Arguments: name, known value, new value.
    package static let replace = RedisScript(
        "replace",
        #"""
        local present = redis.call('HGET', KEYS[2], ARGV[1]) or ''
        if present ~= ARGV[2] then return present end
        if ARGV[3] ~= present then
            redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
            redis.call('INCR', KEYS[1])
        end
        return ARGV[3]
        """#)
}
#endif
