#if Redis
/// The scripts on limits: permits, rates and calls that many hosts share.
///
/// A limit's counter is a hash with `calls`, `last` (time of the last begin or end), `clock`, and for each rate its `level`; and
/// a sorted set of the calls that run, by the time at which each lapses. A level counts the `amount`-th parts of a microsecond
/// of refilling, so that a request or token is `per` of them: whole numbers below 2^53 for rates of up to a billion per second.
package enum LimitScripts {
    private static let library = #"""
        local function whole(number) return string.format('%.0f', number) end

        local function read_number(key, field) return tonumber(redis.call('HGET', key, field) or '0') end

        -- What a limit says, from its arguments.
        local function read_limit(first)
            local limit = {
                concurrency = tonumber(ARGV[first]), calls = tonumber(ARGV[first + 1]), forget = tonumber(ARGV[first + 2]),
                kept = tonumber(ARGV[first + 3]), tokens = tonumber(ARGV[first + 4]), rates = {}
            }
            local count = tonumber(ARGV[first + 5])
            for index = 1, count do
                local place = first + 6 + (index - 1) * 3
                local rate = {
                    tokens = ARGV[place] == '1', amount = tonumber(ARGV[place + 1]), per = tonumber(ARGV[place + 2])
                }
                rate.burst = rate.amount * 1000000
                if not rate.tokens and rate.amount > 0 then rate.burst = math.max(rate.burst, rate.per) end
                rate.need = rate.tokens and limit.tokens * rate.per or rate.per
                limit.rates[index] = rate
            end
            return limit, first + 6 + count * 3
        end

        -- Brings a counter up to date. Answers the time, which never runs backwards, and how many calls run.
        local function refresh(key, running, limit, now)
            local before = read_number(key, 'clock')
            local clock = math.max(before, now)
            redis.call('HSET', key, 'clock', whole(clock))
            redis.call('ZREMRANGEBYSCORE', running, '-inf', whole(clock))
            local count = redis.call('ZCARD', running)
            if limit.calls >= 0 and count == 0 and clock - read_number(key, 'last') >= limit.forget then
                redis.call('HDEL', key, 'calls')
            end
            for index, rate in ipairs(limit.rates) do
                local field = 'level' .. index .. ':' .. whole(rate.per)
                local level = tonumber(redis.call('HGET', key, field) or rate.burst)
                if level < rate.burst then level = math.min(level + (clock - before) * rate.amount, rate.burst) end
                rate.field, rate.level = field, math.min(level, rate.burst)
            end
            return clock, count
        end

        local function store(key, running, limit)
            for _, rate in ipairs(limit.rates) do redis.call('HSET', key, rate.field, string.format('%.17g', rate.level)) end
            redis.call('PEXPIRE', key, limit.kept)
            redis.call('PEXPIRE', running, limit.kept)
        end
        """#

    /// Takes a permit, a call, and room in the rates of every limit, or nothing.
    ///
    /// Keys: for each limit its counter and the set of its running calls. Arguments: call, now, time at which it lapses; then for
    /// each limit: concurrency and calls (−1 for any number), time after which calls are forgotten, time to keep the counter in
    /// milliseconds, tokens, number of rates, and for each rate: whether it counts tokens, amount, microseconds. Answers 0; or the
    /// number of the first limit that refuses from 1, and what of it: 1 calls, 2 concurrency, from 3 rates.
    package static let take = RedisScript(
        "take", libraries: [library],
        #"""
        local call, now, lapses = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
        local limits, first = {}, 4
        for number = 1, #KEYS / 2 do
            local key, running = KEYS[number * 2 - 1], KEYS[number * 2]
            local limit
            limit, first = read_limit(first)
            local clock, count = refresh(key, running, limit, now)
            store(key, running, limit)
            if not redis.call('ZSCORE', running, call) then
                if limit.calls >= 0 and read_number(key, 'calls') >= limit.calls then return { number, 1 } end
                if limit.concurrency >= 0 and count >= limit.concurrency then return { number, 2 } end
                for index, rate in ipairs(limit.rates) do
                    local passes = rate.level >= math.min(rate.need, rate.burst)
                    if rate.amount == 0 then passes = rate.need == 0 end
                    if not passes then return { number, 2 + index } end
                end
            end
            limit.clock = clock
            limits[number] = limit
        end
        for number, limit in ipairs(limits) do
            local key, running = KEYS[number * 2 - 1], KEYS[number * 2]
            if not redis.call('ZSCORE', running, call) then
                for _, rate in ipairs(limit.rates) do rate.level = rate.level - rate.need end
                if limit.calls >= 0 then redis.call('HINCRBY', key, 'calls', 1) end
                redis.call('ZADD', running, whole(math.max(lapses, limit.clock + 1)), call)
                redis.call('HSET', key, 'last', whole(limit.clock))
                store(key, running, limit)
            end
        end
        return { 0, 0 }
        """#)

    /// Ends a call: frees its permits, and gives back the tokens that were not used. A call that has ended, or lapsed, changes
    /// nothing.
    ///
    /// Keys and arguments as those of `take`, with what the call has used in the place of the time at which it lapses: a number of
    /// tokens, or `none` for a call that was never made.
    package static let give = RedisScript(
        "give", libraries: [library],
        #"""
        local call, now, used, first = ARGV[1], tonumber(ARGV[2]), ARGV[3], 4
        for number = 1, #KEYS / 2 do
            local key, running = KEYS[number * 2 - 1], KEYS[number * 2]
            local limit
            limit, first = read_limit(first)
            local clock = refresh(key, running, limit, now)
            if redis.call('ZREM', running, call) == 1 then
                for _, rate in ipairs(limit.rates) do
                    if used == 'none' then
                        rate.level = math.min(rate.level + rate.need, rate.burst)
                    elseif rate.tokens then
                        rate.level = math.min(rate.level + rate.need - tonumber(used) * rate.per, rate.burst)
                    end
                end
                if used == 'none' and limit.calls >= 0 then
                    redis.call('HSET', key, 'calls', whole(math.max(read_number(key, 'calls') - 1, 0)))
                end
                redis.call('HSET', key, 'last', whole(clock))
            end
            store(key, running, limit)
        end
        return 'OK'
        """#)
}
#endif
