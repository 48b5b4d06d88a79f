#if Redis
/// What the scripts on counters of budgets share.
///
/// A counter is a hash. `settled` is what calls have cost, `leased` what hosts have taken and not yet used up, `estimated`
/// what was leased by hosts that have not been heard of since their lease ended: a call may have been made with it. Their sum
/// never exceeds the limit by a lease. Further fields:
///
/// | field | holds |
/// |---|---|
/// | `clock` | the latest time that any host has told, in microseconds since 1970 |
/// | `L:HOST` | amount and end of a lease |
/// | `E:HOST` | amount of a lapsed lease, and the bucket in which it lapsed |
/// | `B:NUMBER` | what was settled in one bucket of a rolling window |
/// | `newest` | the newest bucket |
/// | `last` | time of the last use, for counters that are forgotten when idle |
/// | `A:NUMBER` | when a threshold was announced |
/// | `wanted` | who was refused money that others may hold unused, and until when that counts |
package enum CounterLibrary {
    package static let text = #"""
        local function read(key, field) return redis.call('HGET', key, field) or '0' end

        local function write(key, field, value)
            if value == '0' then redis.call('HDEL', key, field) else redis.call('HSET', key, field, value) end
        end

        local function whole(number) return string.format('%.0f', number) end

        -- An amount and a number in one field.
        local function read_pair(key, field)
            local text = redis.call('HGET', key, field)
            if not text then return '0', 0 end
            local amount, number = string.match(text, '^(%d+) (%d+)$')
            return amount, tonumber(number)
        end

        local function write_pair(key, field, amount, number)
            if amount == '0' then redis.call('HDEL', key, field)
            else redis.call('HSET', key, field, amount .. ' ' .. whole(number)) end
        end

        -- Time never runs backwards, whichever host tells it.
        local function advance(key, field, time)
            local latest = math.max(tonumber(read(key, field)), time)
            redis.call('HSET', key, field, whole(latest))
            return latest
        end

        local function keep(key, milliseconds)
            if milliseconds > 0 and redis.call('PTTL', key) < milliseconds then
                redis.call('PEXPIRE', key, milliseconds)
            end
        end

        local function move_total(key, field, more, fewer)
            write(key, field, less(plus(read(key, field), more), fewer))
        end

        -- Drops what has left a rolling window.
        local function sweep(key, all, oldest)
            for index = 1, #all, 2 do
                local bucket = string.match(all[index], '^B:(%d+)$')
                if bucket and tonumber(bucket) < oldest then
                    move_total(key, 'settled', '0', all[index + 1])
                    redis.call('HDEL', key, all[index])
                elseif string.sub(all[index], 1, 2) == 'E:' then
                    local amount, lapsed = read_pair(key, all[index])
                    if lapsed < oldest then
                        move_total(key, 'estimated', '0', amount)
                        redis.call('HDEL', key, all[index])
                    end
                end
            end
        end

        -- Charges the leases that have ended. Answers how many are left.
        local function lapse(key, all, clock, bucket)
            local left = 0
            for index = 1, #all, 2 do
                local host = string.match(all[index], '^L:(.+)$')
                if host then
                    local amount, ends = read_pair(key, all[index])
                    if ends <= clock then
                        local before = read_pair(key, 'E:' .. host)
                        write_pair(key, 'E:' .. host, plus(before, amount), bucket)
                        redis.call('HDEL', key, all[index])
                        move_total(key, 'leased', '0', amount)
                        move_total(key, 'estimated', amount, '0')
                    else
                        left = left + 1
                    end
                end
            end
            return left
        end

        -- A host that is heard of holds its lease for longer, and again where it has lapsed.
        local function renew(key, host, ends)
            local lapsed = read_pair(key, 'E:' .. host)
            local amount, before = read_pair(key, 'L:' .. host)
            if lapsed ~= '0' then
                redis.call('HDEL', key, 'E:' .. host)
                move_total(key, 'estimated', '0', lapsed)
                move_total(key, 'leased', lapsed, '0')
                amount = plus(amount, lapsed)
            end
            write_pair(key, 'L:' .. host, amount, math.max(before, ends))
        end

        -- Changes what a host has leased.
        local function change_lease(key, host, more, fewer, ends)
            local amount, before = read_pair(key, 'L:' .. host)
            local taken = smaller(fewer, amount)
            write_pair(key, 'L:' .. host, less(plus(amount, more), taken), math.max(before, ends))
            move_total(key, 'leased', more, taken)
        end

        local function is_wanted(key, host, clock)
            local wanted = redis.call('HGET', key, 'wanted')
            if not wanted then return 0 end
            local untilTime, other = string.match(wanted, '^(%d+) (.+)$')
            if tonumber(untilTime) <= clock then
                redis.call('HDEL', key, 'wanted')
                return 0
            end
            return other ~= host and 1 or 0
        end

        local function state(key, host, clock, granted)
            local own = read_pair(key, 'L:' .. host)
            return {
                granted, read(key, 'settled'), read(key, 'leased'), read(key, 'estimated'), own,
                is_wanted(key, host, clock)
            }
        end
        """#
}
#endif
