import ScrimpPlan

/// How the switches leave a request.
enum Admission {
    case pass
    case reject(UInt16)
    case route(PlanChain)
}

// Admit: switches that an operator or a condition has thrown.
extension Evaluator {
    /// Throws the switches whose condition to be thrown holds; then the first thrown one that bears on the request acts.
    @inline(__always)
    mutating func admit<Watcher: Observer>(_ request: Request, observer: inout Watcher) -> Admission {
        plan.switches.isEmpty ? .pass : askSwitches(request, observer: &observer)
    }

    private mutating func askSwitches<Watcher: Observer>(_ request: Request, observer: inout Watcher) -> Admission {
        for index in plan.switches.indices {
            let condition = plan.switches[index].throwWhen
            if condition != .never, !state.isThrown(index), holds(condition, request) {
                throwSwitch(index)
                observer.switchThrown(index)
            }
        }
        for index in plan.switches.indices
        where state.isThrown(index) && holds(plan.switches[index].when, request) {
            observer.switchActed(index)
            switch plan.switches[index].action {
            // Nothing frees a switch but a person: waiting for one is a refusal.
            case .reject, .wait: return .reject(UInt16(truncatingIfNeeded: index))
            case .route(let chain): return .route(chain)
            }
        }
        return .pass
    }

    mutating func throwSwitch(_ index: Int) {
        let state = state
        var wasThrown = false
        core.home.update(.switches, in: state, at: now) { wasThrown = state.setThrown(index, true) }
        if !wasThrown { announce(.thrown(switch: UInt16(truncatingIfNeeded: index))) }
    }
}
