#if Redis
/// Exact whole numbers for scripts, whose own numbers end at 2^53: amounts are decimal texts without leading zeros and
/// without a sign, of any length.
///
/// A text is taken apart into limbs of seven digits, the least first, so that even the product of a limb and a small number
/// stays exact.
package enum AmountLibrary {
    package static let text = #"""
        local function limbs_of(text)
            local limbs = {}
            local last = #text
            while last >= 1 do
                limbs[#limbs + 1] = tonumber(string.sub(text, math.max(last - 6, 1), last))
                last = last - 7
            end
            return limbs
        end

        local function text_of(limbs)
            local top = #limbs
            while top > 1 and limbs[top] == 0 do top = top - 1 end
            if top == 0 then return '0' end
            local parts = { string.format('%d', limbs[top]) }
            for index = top - 1, 1, -1 do parts[#parts + 1] = string.format('%07d', limbs[index]) end
            return table.concat(parts)
        end

        -- Negative, zero or positive: as the first is less than, equal to or greater than the second.
        local function compare(left, right)
            if #left ~= #right then return #left - #right end
            if left == right then return 0 end
            return left < right and -1 or 1
        end

        local function smaller(left, right)
            if compare(left, right) <= 0 then return left end
            return right
        end

        local function greater(left, right)
            if compare(left, right) >= 0 then return left end
            return right
        end

        local function plus(left, right)
            local first, second, sum, carry = limbs_of(left), limbs_of(right), {}, 0
            for index = 1, math.max(#first, #second) do
                local limb = (first[index] or 0) + (second[index] or 0) + carry
                carry = limb >= 10000000 and 1 or 0
                sum[index] = limb - carry * 10000000
            end
            if carry > 0 then sum[#sum + 1] = carry end
            return text_of(sum)
        end

        -- Nil where the result would be negative.
        local function minus(left, right)
            if compare(left, right) < 0 then return nil end
            local first, second, difference, borrow = limbs_of(left), limbs_of(right), {}, 0
            for index = 1, #first do
                local limb = first[index] - (second[index] or 0) - borrow
                borrow = limb < 0 and 1 or 0
                difference[index] = limb + borrow * 10000000
            end
            return text_of(difference)
        end

        -- The difference, or nothing where the second is the greater.
        local function less(left, right) return minus(left, right) or '0' end

        -- For factors up to a million.
        local function times(left, factor)
            local limbs, product, carry = limbs_of(left), {}, 0
            for index = 1, #limbs do
                local limb = limbs[index] * factor + carry
                carry = math.floor(limb / 10000000)
                product[index] = limb - carry * 10000000
            end
            while carry > 0 do
                local limb = carry % 10000000
                product[#product + 1] = limb
                carry = (carry - limb) / 10000000
            end
            return text_of(product)
        end
        """#
}
#endif
