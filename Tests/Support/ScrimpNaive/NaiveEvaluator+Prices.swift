import ScrimpCatalog
import ScrimpQuantities
import ScrimpSemantics

extension NaiveEvaluator {
    /// The most that a call can cost: the whole prompt uncached, times the tokenizer's allowance, at the dearest prices that a
    /// prompt of that length may reach, and the whole capped output. Nil where something has no price.
    func worstCase(_ model: Int, _ request: NaiveRequest) -> Int128? {
        let model = policy.models[model]
        if model.isSelfHosted { return 0 }
        guard let prices = model.prices?.value, let prompt = count("prompt", request),
            let output = count("max_output", request)
        else { return nil }
        let allowance = model.catalogModel?.tokenizerAllowance ?? .one
        let counted = (prompt * allowance.numerator + allowance.denominator - 1) / allowance.denominator
        var steps = [prices]
        for step in prices.longContext where Int128(step.above) < counted {
            steps.append(prices.prices(forPrompt: step.above + 1))
        }
        var dearest: Int128 = 0
        for step in steps {
            guard let input = step.input?.pico ?? (prompt == 0 ? 0 : nil),
                let each = step.output?.pico ?? (output == 0 ? 0 : nil)
            else { return nil }
            let write = model.prefixCache == nil ? 0 : step.cacheWrite?.pico ?? 0
            dearest = max(dearest, counted * Int128(max(input, write)) + output * Int128(each))
        }
        var cost = dearest + Int128(prices.perRequest?.pico ?? 0)
        for (name, price) in [("images", prices.perImage), ("audio", prices.audioInput)] {
            guard let count = count(name, request), count > 0 else { continue }
            guard let price else { return nil }
            cost += count * Int128(price.pico)
        }
        if let count = count("tool_calls", request), count > 0 { return nil }
        return cost
    }

    private func count(_ name: String, _ request: NaiveRequest) -> Int128? {
        guard let index = policy.attributes.firstIndex(where: { $0.name == name }),
            case .number(let number) = request.values[index]
        else { return nil }
        return number.whole
    }

    /// Whether prompt and output fit the model's context.
    func fitsContext(_ model: Int, _ request: NaiveRequest) -> Bool {
        guard let window = policy.models[model].contextWindow, window > 0 else { return true }
        return (count("prompt", request) ?? 0) + (count("max_output", request) ?? 0) <= Int128(window)
    }

    /// When the request's answer is no longer wanted.
    func deadline(_ request: NaiveRequest) -> Instant {
        now.advanced(by: Int64(clamping: count("deadline", request) ?? Int128(policy.settings.deadline)))
    }
}
