import ScrimpCompiler
import ScrimpHost
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpSemantics

/// One request that the engine has decided in the state that a test assumes.
struct Trial {
    let engine: Engine<MemoryStore>
    /// Of the first decision.
    let explanation: Explanation
    /// What it comes to, behind all calls that fail.
    let decision: Decision
    /// Models that were called and did not answer, in order.
    private let failed: [Int]
    private let names: [String]

    /// Why a request could not be put to the engine.
    struct Refusal: Error {
        let message: String
    }

    /// A Monday far from any change of the clock: the day of tests that name none.
    private static let day = CivilDate(year: 2026, month: 6, day: 1).daysSinceEpoch
    private static let noon: Int64 = 43_200

    /// - Parameter moment: local seconds since midnight and day of the week from Monday; nil for noon and Monday.
    init(
        _ request: ExampleRequest, content: Fingerprint?, moment: (second: Int64?, weekday: Int64?),
        _ assumptions: TestAssumptions, _ study: TestStudy, _ plan: Plan
    ) throws(Refusal) {
        let engine: Engine<MemoryStore>
        do throws(EngineError) {
            engine = try Engine(plan: plan, store: MemoryStore(threads: .one), options: EngineOptions(hashSeed: 0))
        } catch {
            throw Refusal(message: error.message)
        }
        let second = plan.zone.startOfDay(Self.day + (moment.weekday ?? 0)) + (moment.second ?? Self.noon)
        let time = Instant(nanoseconds: second * Instant.nanosecondsPerSecond)
        do throws(OperationError) {
            for index in assumptions.thrown { try engine.setSwitch(index, thrown: true, at: time) }
        } catch {
            throw Refusal(message: error.message)
        }
        do throws(RequestError) {
            var builder = engine.makeRequest()
            for (index, attribute) in study.policy.attributes.enumerated() {
                let reference = try engine.schema.attribute(attribute.name)
                if attribute.kind == .string {
                    try builder.set(reference, text: study.text(of: index, in: request).span)
                } else {
                    try builder.set(reference, number: request.values[index])
                }
            }
            builder.set(content: content)
            for index in assumptions.lost { engine.report(pool: index, isLost: true) }
            for (index, stage) in assumptions.stages.enumerated() {
                engine.assume(rollout: index, atStage: stage, at: time)
            }
            for (index, share) in assumptions.filled.sorted(by: { $0.key < $1.key }) {
                let limit = study.policy.budgets[index].limit.value
                guard let spent = share.multiplied(by: Rational(whole: limit.pico)) else { continue }
                engine.assume(spent: Money(pico: spent.wholeAbove), inBudget: index, of: builder.request, at: time)
            }
            explanation = try engine.explanation(of: builder.request, at: time)
            (decision, failed) = try Self.decided(explanation.decision, builder.request, at: time, assumptions, engine)
            names = study.policy.models.map(\.name)
            self.engine = engine
        } catch {
            throw Refusal(message: engine.sentence(error))
        }
    }

    /// A model may be tried again as often as its `retry` says; no chain has more tries than this.
    private static let mostTries = 1_000

    private static func decided(
        _ first: Decision, _ request: Request, at time: Instant, _ assumptions: TestAssumptions,
        _ engine: Engine<MemoryStore>
    ) throws(RequestError) -> (decision: Decision, failed: [Int]) {
        guard case .call(let target) = first.verdict, assumptions.failing.contains(Int(target)) else {
            return (first, [])
        }
        var failed: [Int] = []
        var decision = try engine.decide(request, at: time)
        while case .call(let target) = decision.verdict, assumptions.failing.contains(Int(target)),
            failed.count < mostTries
        {
            failed.append(Int(target))
            decision = try engine.retry(request, after: decision, at: time)
        }
        return (decision, failed)
    }

    /// What comes of it, in a sentence.
    var verdict: String { failed.isEmpty ? explanation.verdict(engine) : engine.sentence(decision) }

    /// The index of the model that is called.
    var target: Int? {
        if case .call(let target) = decision.verdict { return Int(target) }
        return nil
    }

    var answers: TestStudy.Answers {
        var answers = TestStudy.Answers(first: target, isRejected: false, isWaiting: false)
        switch decision.verdict {
        case .reject: answers.isRejected = true
        case .wait: answers.isWaiting = true
        case .call, .cached: break
        }
        return answers
    }

    /// Codes and sentences of all that stood in the way: of the rejection, and of the candidates that were passed over.
    var reasons: [(code: String, sentence: String)] {
        var reasons: [(code: String, sentence: String)] = []
        if case .reject(let reason) = decision.verdict { reasons.append((reason.code, engine.sentence(reason))) }
        for event in explanation.events {
            switch event {
            case .passedOver(_, let reason): reasons.append((reason.code, engine.sentence(reason)))
            case .awaited(_, let limit, let refusal):
                let reason = PassReason.limit(limit, refusal)
                reasons.append((reason.code, engine.sentence(reason)))
            default: continue
            }
        }
        return reasons + failed.map { ("no_answer", "`\(names[$0])` does not answer") }
    }

    /// What became of the candidates, in order, a sentence each.
    var chain: [String] {
        first + failed.map { "`\(names[$0])` does not answer" } + (failed.isEmpty ? [] : [verdict])
    }

    private var first: [String] {
        zip(explanation.events, explanation.sentences(engine)).compactMap { event, sentence in
            switch event {
            case .switchThrown, .switchActed, .cacheHit, .allowApplied, .splitResolved, .rolloutLooked, .affinityKept,
                .precisionReplaced, .passedOver, .awaited, .budgetActed, .chosen:
                return sentence
            case .budgetLooked(let look, _): return look.fits ? nil : sentence
            default: return nil
            }
        }
    }
}

extension Rational {
    /// The least whole number that is not below.
    fileprivate var wholeAbove: Int128 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return remainder > 0 ? quotient + 1 : quotient
    }
}
