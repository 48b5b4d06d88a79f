import Foundation
import ScrimpHost
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpTestSupport
import Synchronization
import Testing

/// The guide's code is compiled, run, and the same as on the page.
@Suite struct EmbeddingGuideTests {
    private let clock = GuideClock()

    /// A service whose provider answers as told; by default with the text that it was sent.
    private func assistant(
        over store: MemoryStore = MemoryStore(),
        _ script: @escaping @Sendable (Call) async throws -> Reply = { Reply(text: "re: \($0.text)") }
    ) throws -> Assistant {
        let folder = try TemporaryFolder()
        let path = folder.path("assistant.plan")
        try Data(GuidePage.plan().encoded()).write(to: URL(fileURLWithPath: path))
        let engine = try makeEngine(path, over: store)
        let clock = clock
        return Assistant(engine: engine, names: try Names(engine), provider: Provider(script)) { clock.now }
    }

    private func decide(_ question: Question, _ assistant: Assistant) throws -> Decision {
        try assistant.engine.decide(assistant.makeRequest(question), at: clock.now)
    }

    @Test func thePagesShowTheCodeThatRunsHere() throws {
        let regions = try GuidePage.regions()
        var shown: [String] = []
        for path in [GuidePage.path, "README.md"] {
            let page = try PackageRoot.text(path)
            let named = page.matches(of: /<!-- guide: ([a-z]+) -->\n```swift\n/).map { String($0.1) }
            expectGolden(GuidePage.rewritten(page, regions), at: path)
            #expect(page.matches(of: /```swift\n/).count == named.count, "a block of Swift has no region")
            shown += named
        }
        #expect(shown.sorted() == regions.map(\.name).sorted(), "every region is shown once")
    }

    @Test func fiveLinesAreEnough() throws {
        let policy = """
            policy p { }
            request { tenant: string, prompt: tokens = 100 tok, max_output: tokens = 100 tok }
            model mini { from: "openai/gpt-4o-mini" }
            route { otherwise -> mini }
            """
        let bytes = try GuidePage.engine(policy).plan.encoded()
        let result = try decideOnce(bytes, seed: 1, usage: Usage(promptTokens: 50), at: clock.now)
        #expect(result.cost > .zero && result.cost < result.reserved)
    }

    @Test func theClockIsTheSystems() {
        let seconds = Int64(Date().timeIntervalSince1970)
        #expect((seconds - 5...seconds + 5).contains(wallClock().seconds))
    }

    @Test func anAnswerIsCalledOnceAndThenCached() async throws {
        let assistant = try assistant { call in
            #expect(call.model == "openai/gpt-4o-mini" && call.maxOutput == 1_000 && call.effort == nil)
            return Reply(text: "re: \(call.text)", cachedTokens: 40)
        }
        let question = Question(text: "where is my parcel")
        #expect(try await assistant.answer(question) == "re: where is my parcel")
        #expect(try await assistant.answer(question) == "re: where is my parcel")
        #expect(assistant.provider.calls.count == 1)
        let books = try assistant.books(question)
        #expect(books.first == "$0.000042 settled, $0.00 held, of $25.00")
        #expect(books.last == "\"acme\" faq: $0.000042 for 1 calls")
    }

    @Test func aNewPlanOverTheSameStoreKeepsWhatWasSpent() async throws {
        let store = MemoryStore()
        let before = try assistant(over: store)
        let question = Question(text: "where is my parcel")
        _ = try await before.answer(question)
        let open = try decide(Question(text: "another"), before)
        let after = try assistant(over: store)
        // What is open counts as spent until it is reported.
        let spent = Money(pico: 45_000_000 + open.reserved.pico)
        #expect(try after.books(question).first?.hasPrefix("\(spent) settled, $0.00 held") == true)
        // The engine before books what it has decided, in both.
        try before.report(open, Usage(promptTokens: 1_000_000))
        #expect(try after.books(question).first?.hasPrefix("$0.150045 settled, $0.00 held") == true)
    }

    @Test func aFailedCallStaysChargedAndTheNextCandidateAnswers() async throws {
        let assistant = try assistant { call in
            guard call.model != "openai/gpt-4o-mini" else { throw ProviderFailure() }
            return Reply(text: "from \(call.model)")
        }
        let question = Question(text: "anything")
        #expect(try await assistant.answer(question) == "from openai/gpt-4o")
        #expect(assistant.provider.calls.flatMap { $0 }.map(\.model) == ["openai/gpt-4o-mini", "openai/gpt-4o"])
        // As reserved for the one that failed, as used for the other.
        #expect(try assistant.books(question).first?.contains("$0.00 held") == true)
        #expect(try assistant.books(question).last?.hasSuffix("for 2 calls") == true)
    }

    /// Decided over a kept decision, or each anew: the same.
    @Test func aKeptDecisionHoldsWhatANewOneDoes() throws {
        let questions = (1...6).map { Question(text: "question \($0)") }
        let kept = try assistant(over: makeCrowdedStore()).hold(questions[0], Array(questions.dropFirst()))
        let other = try assistant(over: makeCrowdedStore())
        #expect(try kept == questions.map { try decide($0, other).reserved })
        #expect(kept.count == 6 && kept.allSatisfy { $0 >= .zero } && kept.contains { $0 > .zero })
    }

    @Test func everythingFailsIsARefusal() async throws {
        let assistant = try assistant { _ in throw ProviderFailure() }
        await #expect(throws: Refusal(code: "exhausted", sentence: "no candidate is left")) {
            try await assistant.answer(Question(text: "anything"))
        }
    }

    @Test func shapesReachTheCall() async throws {
        let assistant = try assistant()
        let question = Question(text: "a  long   text", tokens: 3_000)
        let decision = try decide(question, assistant)
        let call = assistant.makeCall(question, assistant.names.targets[0], decision)
        #expect(call.maxOutput == 512 && call.effort == "low" && call.text == "a long text" && !call.reusesPrefix)
    }

    @Test func whoWaitsIsCalledUpWhenThereIsRoom() async throws {
        let assistant = try assistant()
        let first = try decide(Question(text: "one"), assistant)
        let second = try decide(Question(text: "two"), assistant)
        let third = Question(text: "three")
        let task = Task { try await assistant.answer(third) }
        while assistant.engine.nextEvent().map({ $0 > clock.now.advanced(by: 3 * 1_000_000_000) }) ?? true {
            await Task.yield()
        }
        #expect(assistant.provider.calls.isEmpty)
        try assistant.drop(first)
        #expect(try await task.value == "re: three")
        try assistant.report(second, Usage(promptTokens: 5_000_000))
        #expect(assistant.kept.lines.last?.hasPrefix("a call cost $") == true)
    }

    @Test func onOneThreadATableDoes() throws {
        let assistant = try assistant()
        let held = try [decide(Question(text: "one"), assistant), decide(Question(text: "two"), assistant)]
        let question = Question(text: "three")
        guard case .wait(let ticket) = try decide(question, assistant).verdict else {
            Issue.record("there was room")
            return
        }
        var waiting = [ticket: question]
        var acted: [Verdict] = []
        let single = SingleThread(engine: assistant.engine)
        single.resume(&waiting, at: clock.now) { acted.append($1.verdict) }
        #expect(acted.isEmpty && waiting.count == 1)
        _ = try assistant.engine.settle(held[0], Usage(promptTokens: 10), at: clock.now)
        single.resume(&waiting, at: clock.now) { acted.append($1.verdict) }
        #expect(acted == [.call(target: 0)] && waiting.isEmpty)
    }

    @Test func aStreamEndsEarly() async throws {
        let assistant = try assistant()
        let question = Question(text: "long", tokens: 3_000)
        let decision = try decide(question, assistant)
        let parts = [
            Part(text: "a", confidence: 0.9), Part(text: "b", confidence: 0.1), Part(text: "c", confidence: 0.9),
        ]
        let stream = AsyncStream { continuation in
            for part in parts { continuation.yield(part) }
            continuation.finish()
        }
        #expect(try await assistant.receive(stream, decision) == "ab")
        #expect(throws: SettleError.notOpen) { try assistant.report(decision, Usage()) }
    }

    @Test func batchesGoOutFullOrInTime() throws {
        // Whom the rollout lets in is the same in every engine.
        let tenant = try tenantThatIsIn()
        let assistant = try assistant()
        func join(_ text: String) throws {
            let question = Question(tenant: tenant, task: "summary", text: text)
            let decision = try decide(question, assistant)
            guard case .call(let target) = decision.verdict, let slot = decision.batch else {
                Issue.record("\(decision.verdict) joins no batch")
                return
            }
            assistant.join(assistant.makeCall(question, assistant.names.targets[Int(target)], decision), slot)
        }
        try join("one")
        #expect(assistant.provider.calls.isEmpty)
        try join("two")
        #expect(assistant.provider.calls.map { $0.map(\.text) } == [["one", "two"]])
        try join("three")
        clock.pass(seconds: 1)
        assistant.beat()
        #expect(assistant.provider.calls.map { $0.map(\.text) } == [["one", "two"], ["three"]])
    }

    private func tenantThatIsIn() throws -> String {
        let assistant = try assistant()
        let tenant = (0..<100).map { "t\($0)" }.first { tenant in
            let decision = try? decide(Question(tenant: tenant, task: "summary", text: ""), assistant)
            guard case .call(let target)? = decision?.verdict else { return false }
            return assistant.names.targets[Int(target)].name == "local"
        }
        return try #require(tenant)
    }

    @Test func copiesArePaidByTheirOwnBudget() async throws {
        let assistant = try assistant()
        let question = Question(text: "anything")
        let decision = try decide(question, assistant)
        let shadow = try #require(decision.shadow)
        try await assistant.copy(question, shadow, decision)
        #expect(assistant.provider.calls.map { $0.map(\.model) } == [["openai/gpt-4o"]])
        let trials = try assistant.engine.index(of: .budget, named: "trials")
        let standing = assistant.engine.standing(
            ofBudget: trials, for: try assistant.makeRequest(question), at: clock.now)
        #expect(standing?.held == .zero && (standing?.settled ?? .zero) > .zero)
    }

    @Test func answersAreFoundByMeaning() async throws {
        let assistant = try assistant()
        func request(_ text: String, _ vector: [Float]) throws -> Request {
            let question = Question(task: "advice", text: text, embedding: vector)
            var builder = assistant.engine.makeRequest()
            try builder.set(assistant.names.tenant, text: question.tenant)
            try builder.set(assistant.names.task, text: question.task)
            try builder.set(assistant.names.prompt, number: question.tokens)
            try builder.set(assistant.names.maxOutput, number: 1_000)
            assistant.addMeaning(question, to: &builder)
            return builder.request
        }
        let first = try assistant.engine.decide(request("how do I save", [1, 0, 0.1]), at: clock.now)
        _ = try assistant.engine.settle(first, Usage(promptTokens: 10), answer: 77, at: clock.now)
        let near = try assistant.engine.decide(request("how can I save", [1, 0.05, 0.1]), at: clock.now)
        let meanings = try assistant.engine.index(of: .cache, named: "meanings")
        #expect(near.verdict == .cached(cache: meanings, answer: 77))
        let far = try assistant.engine.decide(request("why", [0, 1, 0]), at: clock.now)
        #expect(far.fills(cache: Int(meanings)))

        var builder = assistant.engine.makeRequest()
        try builder.set(assistant.names.tenant, text: "acme")
        try builder.set(assistant.names.task, text: "advice")
        try builder.set(assistant.names.prompt, number: 10)
        try builder.set(assistant.names.maxOutput, number: 10)
        try assistant.addMatch(5, similarity: 0.95, to: &builder)
        #expect(
            try assistant.engine.decide(builder.request, at: clock.now).verdict == .cached(cache: meanings, answer: 5))
    }

    @Test func searchingStopsWhenEnoughIsFound() async throws {
        let assistant = try assistant { Reply(text: $0.text, isUseful: $0.text != "bad") }
        let questions = ["bad", "a", "b", "c", "d", "e"].map { Question(task: "search", text: $0) }
        let passages = try await assistant.search(questions)
        #expect(passages.count == 2 && !passages.contains("bad"))
        #expect(assistant.provider.calls.count < questions.count)
    }

    @Test func operatorsAreHeard() throws {
        let assistant = try assistant()
        try assistant.operate()
        // 2 replicas at 85 % are 2.43 at 70 %.
        #expect(assistant.kept.lines.contains("replicas: 3"))
        try assistant.engine.setSwitch(assistant.names.paused, thrown: true, at: clock.now)
        #expect(try decide(Question(text: "x"), assistant).verdict == .reject(.thrownSwitch(0)))
        let text = try assistant.explain(Question(text: "x"))
        #expect(text.hasSuffix("reject: we are back soon"), "\(text)")
    }

    @Test func alertsReachTheirRecipient() throws {
        let assistant = try assistant()
        let decision = try decide(Question(task: "advice", text: "x", tokens: 100), assistant)
        try assistant.report(decision, Usage(promptTokens: 8_400_000))
        assistant.beat()
        #expect(
            assistant.kept.lines.contains {
                $0.hasPrefix("ml-oncall: budget `daily` of \"acme\" has passed 80% of its limit: $2")
            },
            "\(assistant.kept.lines)")
    }

    @Test func itBeatsUntilItIsCancelled() async throws {
        let assistant = try assistant()
        let decision = try decide(Question(text: "x"), assistant)
        let task = Task { try await assistant.run() }
        // The call lapses, and its permits come free.
        clock.pass(seconds: 3_600)
        while assistant.engine.nextEvent() != nil { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        let reservation = try #require(decision.reservation)
        #expect(throws: SettleError.lapsed) { try assistant.engine.release(reservation, at: clock.now) }
    }

    @Test func aRequestIsExplainedPhaseByPhase() throws {
        let assistant = try assistant()
        let text = try assistant.explain(Question(text: "x"))
        for phase in ["admit", "lookup", "route", "reserve", "dispatch", "settle"] {
            #expect(text.contains("\(phase): "), "\(phase) is not in \(text)")
        }
    }
}
