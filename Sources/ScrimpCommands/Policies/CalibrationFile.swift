import ScrimpJSON
import ScrimpPlan
import ScrimpQuantities
import ScrimpReport
import ScrimpSimulator

/// What `scrimp calibrate` keeps beside a policy, and what a simulation makes of it.
enum CalibrationFile {
    struct Failure: Error {
        var message: String
        var help: String?
    }

    /// `policy.scrimp.calibration.json` beside `policy.scrimp`.
    static func path(for policy: String) -> String { policy + ".calibration.json" }

    static func text(_ calibration: Calibration, _ plan: Plan) -> String {
        var members = CalibrationReport(calibration).members
        members.append(.init("plan", .string(plan.behaviourDigest.hexadecimal)))
        members.append(.init("catalog", .string(plan.identity.catalogDigest.hexadecimal)))
        return JSONWriter.text(.object(members), .indented) + "\n"
    }

    /// - Parameter given: a file that must be there; nil for the one beside the policy, which need not.
    static func state(
        of plan: Plan, _ policy: String, given: String?, in environment: Environment
    ) throws(Failure) -> SimulationResult.Calibration {
        let file = given ?? path(for: policy)
        if given == nil, policy == "-" || !environment.files.exists(file) { return .never }
        let bytes: [UInt8]
        do throws(FileFailure) {
            bytes = try environment.files.read(file)
        } catch {
            throw Failure(message: error.message, help: error.help)
        }
        guard let node = try? JSONReader.read(bytes), let digest = node["plan"]?.text,
            let catalog = node["catalog"]?.text,
            let day = node["last_day"]?.text.flatMap({ CivilDate(isoText: $0) }),
            let isWithin = node["within_gate"]?.bool, let total = node["total"]
        else {
            throw Failure(
                message: "`\(file)` is no calibration", help: "run `scrimp calibrate` again, or remove the file")
        }
        func ratio(_ name: String) -> Double? {
            total[name]?.number.flatMap { Decimal(ascii: $0.text.utf8)?.rational?.approximate }
        }
        let isSame =
            digest == plan.behaviourDigest.hexadecimal && catalog == plan.identity.catalogDigest.hexadecimal
        return .init(
            isSame ? isWithin ? .calibrated : .outsideGate : .earlierPolicy, bias: ratio("nmbe"),
            error: ratio("cv_rmse"), lastDay: day)
    }
}

extension Plan {
    /// Of everything in a plan that a decision or a price depends on: not of line numbers, nor of how far ahead the time zone's
    /// changes are known.
    fileprivate var behaviourDigest: [UInt8] {
        var plan = self
        plan.zone = .utc
        for index in plan.rules.indices { plan.rules[index].line = 0 }
        return SHA256.digest(plan.encoded())
    }
}

extension [UInt8] {
    fileprivate var hexadecimal: String {
        let digits = Array<Character>("0123456789abcdef")
        return String(flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
