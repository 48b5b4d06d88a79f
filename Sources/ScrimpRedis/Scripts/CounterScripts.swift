#if Redis
/// The scripts on counters of budgets. Times are microseconds, which scripts count exactly until the year 2255.
package enum CounterScripts {
    private static let libraries = [AmountLibrary.text, CounterLibrary.text]

    /// Leases money: as much as is wanted where there is plenty, only the least where it runs short, nothing where there is
    /// less than that; then others learn that it is wanted. Wanting nothing renews the lease and looks.
    ///
    /// Keys: counter. Arguments: host, now, length of the lease, time to keep the key in milliseconds, bucket, number of
    /// buckets (0 without), idle time (0 without), wanted amount, least amount, limit.
    package static let lease = RedisScript(
        "lease", libraries: libraries,
        #"""
        local key, host, now, length, kept = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
        local bucket, buckets, idle = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
        local want, least, limit = greater(ARGV[8], ARGV[9]), ARGV[9], ARGV[10]

        local clock = advance(key, 'clock', now)
        local all = redis.call('HGETALL', key)
        if buckets > 0 then
            bucket = advance(key, 'newest', bucket)
            sweep(key, all, bucket - buckets + 1)
        end
        local others = lapse(key, all, clock, bucket)
        if idle > 0 then
            local last = tonumber(read(key, 'last'))
            if last > 0 and clock - last >= idle and read(key, 'leased') == '0' then
                redis.call('DEL', key)
                advance(key, 'clock', clock)
                others = 0
            end
            advance(key, 'last', clock)
        end
        renew(key, host, clock + length)

        local hosts = others
        if redis.call('HEXISTS', key, 'L:' .. host) == 0 then hosts = hosts + 1 end
        local spent = plus(plus(read(key, 'settled'), read(key, 'leased')), read(key, 'estimated'))
        local remaining = less(limit, spent)
        local granted = '0'
        if compare(least, remaining) <= 0 then
            granted = smaller(want, remaining)
            if compare(remaining, times(want, hosts)) < 0 then granted = least end
            change_lease(key, host, granted, '0', clock + length)
            local wanted = redis.call('HGET', key, 'wanted')
            if least ~= '0' and wanted and string.match(wanted, '^%d+ (.+)$') == host then redis.call('HDEL', key, 'wanted') end
        else
            redis.call('HSET', key, 'wanted', whole(clock + length) .. ' ' .. host)
        end
        keep(key, kept)
        return state(key, host, clock, granted)
        """#)

    /// Books what a call cost in all its counters, gives back what its reservation held, and renews the host's leases there.
    ///
    /// A host numbers its reports from 1 and sends them in order; a number that is not above the last one is a repetition, of
    /// which only the renewal counts. Number 0 only renews.
    ///
    /// Keys: the record of the host's last number, then the counters. Arguments: host, number, now, length of the lease, time
    /// to keep the record in milliseconds; then for each counter: time to keep it, newest bucket, number of buckets, idle time,
    /// charge (with a sign), bucket of the charge, amount to take off the lease.
    package static let report = RedisScript(
        "report", libraries: libraries,
        #"""
        local host, number, now, length = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
        local isNew = number > tonumber(redis.call('GET', KEYS[1]) or '0')
        if isNew then redis.call('SET', KEYS[1], whole(number), 'PX', ARGV[5]) end

        local result = {}
        for index = 2, #KEYS do
            local key, first = KEYS[index], 5 + (index - 2) * 7
            local kept, bucket, buckets = tonumber(ARGV[first + 1]), tonumber(ARGV[first + 2]), tonumber(ARGV[first + 3])
            local idle, charge, charged = tonumber(ARGV[first + 4]), ARGV[first + 5], tonumber(ARGV[first + 6])
            local clock = advance(key, 'clock', now)
            if idle > 0 then advance(key, 'last', clock) end
            if buckets > 0 then
                -- Where another host's clock is ahead, the call counts as long as it would have by its own.
                local newest = advance(key, 'newest', bucket)
                bucket, charged = newest, charged + newest - bucket
            end
            renew(key, host, clock + length)
            if isNew then
                change_lease(key, host, '0', ARGV[first + 7], clock + length)
                local more, fewer = charge, '0'
                if string.sub(charge, 1, 1) == '-' then more, fewer = '0', string.sub(charge, 2) end
                if buckets == 0 then
                    move_total(key, 'settled', more, fewer)
                elseif charged > bucket - buckets then
                    local field = 'B:' .. whole(charged)
                    local before = read(key, field)
                    fewer = smaller(fewer, plus(before, more))
                    write(key, field, less(plus(before, more), fewer))
                    move_total(key, 'settled', more, fewer)
                end
            end
            keep(key, kept)
            result[index - 1] = state(key, host, clock, '0')
        end
        return result
        """#)

    /// Which of the thresholds that a counter has reached no host has announced: index of the first, and how many follow on it.
    /// Those are announced with that.
    ///
    /// Keys: counter. Arguments: now, time to keep the key in milliseconds, length of a rolling window (0 for others), after
    /// which a threshold is announced anew, index of the first, how many.
    package static let announce = RedisScript(
        "announce", libraries: libraries,
        #"""
        local key, length = KEYS[1], tonumber(ARGV[3])
        local clock = advance(key, 'clock', tonumber(ARGV[1]))
        local first, count = tonumber(ARGV[4]), 0
        for index = first, first + tonumber(ARGV[5]) - 1 do
            local before = redis.call('HGET', key, 'A:' .. index)
            if before and (length == 0 or clock - tonumber(before) < length) then
                if count > 0 then break end
                first = index + 1
            else
                redis.call('HSET', key, 'A:' .. index, whole(clock))
                count = count + 1
            end
        end
        keep(key, tonumber(ARGV[2]))
        return { first, count }
        """#)

    /// Sets what counts as settled, for operators. Leases stay.
    ///
    /// Keys: counter. Arguments: now, time to keep the key in milliseconds, bucket, number of buckets, amount.
    package static let set = RedisScript(
        "set", libraries: libraries,
        #"""
        local key, bucket, buckets, amount = KEYS[1], tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
        advance(key, 'clock', tonumber(ARGV[1]))
        if buckets > 0 then
            for _, field in ipairs(redis.call('HKEYS', key)) do
                if string.match(field, '^B:%d+$') then redis.call('HDEL', key, field) end
            end
            write(key, 'B:' .. whole(advance(key, 'newest', bucket)), amount)
        end
        write(key, 'settled', amount)
        keep(key, tonumber(ARGV[2]))
        return 'OK'
        """#)
}
#endif
