/// The physical dimension of a quantity: an exponent for each base.
///
/// `$3/Mtok` has money 1 and tokens −1. Base units are the dollar, the token, the request, the nanosecond, the byte,
/// the joule and the gram of CO₂ equivalent; power is energy per time.
public struct Dimension: Hashable, Sendable {
    /// Power of money.
    public var money: Int8
    /// Power of tokens.
    public var tokens: Int8
    /// Power of requests.
    public var requests: Int8
    /// Power of time.
    public var time: Int8
    /// Power of bytes.
    public var bytes: Int8
    /// Power of energy.
    public var energy: Int8
    /// Power of mass of carbon dioxide.
    public var carbon: Int8

    public init(
        money: Int8 = 0, tokens: Int8 = 0, requests: Int8 = 0, time: Int8 = 0, bytes: Int8 = 0, energy: Int8 = 0,
        carbon: Int8 = 0
    ) {
        self.money = money
        self.tokens = tokens
        self.requests = requests
        self.time = time
        self.bytes = bytes
        self.energy = energy
        self.carbon = carbon
    }

    /// Plain numbers; the others are the powers that their names say.
    public static let none = Dimension()
    public static let money = Dimension(money: 1)
    public static let tokens = Dimension(tokens: 1)
    public static let requests = Dimension(requests: 1)
    public static let time = Dimension(time: 1)
    public static let bytes = Dimension(bytes: 1)
    public static let energy = Dimension(energy: 1)
    public static let power = Dimension(time: -1, energy: 1)
    public static let carbon = Dimension(carbon: 1)

    /// Nil where an exponent leaves −8…8, which no quantity of a policy needs.
    public func combined(with other: Dimension, sign: Int8) -> Dimension? {
        func sum(_ path: KeyPathFree) -> Int8? {
            let result = Int(path(self)) + Int(sign) * Int(path(other))
            return (-8...8).contains(result) ? Int8(truncatingIfNeeded: result) : nil
        }
        guard let money = sum({ $0.money }), let tokens = sum({ $0.tokens }), let requests = sum({ $0.requests }),
            let time = sum({ $0.time }), let bytes = sum({ $0.bytes }), let energy = sum({ $0.energy }),
            let carbon = sum({ $0.carbon })
        else { return nil }
        return Dimension(
            money: money, tokens: tokens, requests: requests, time: time, bytes: bytes, energy: energy, carbon: carbon)
    }

    private typealias KeyPathFree = (Dimension) -> Int8

    /// Name of the base unit product, for messages: `money per token`, `requests per time`.
    public var description: String {
        var above: [String] = []
        var below: [String] = []
        func note(_ exponent: Int8, _ one: String, _ many: String) {
            if exponent > 0 { above.append(many) }
            if exponent > 1 { above.append("to the power of \(exponent)") }
            if exponent < 0 { below.append(one) }
            if exponent < -1 { below.append("to the power of \(-exponent)") }
        }
        if self == .power { return "power" }
        note(money, "money", "money")
        note(tokens, "token", "tokens")
        note(requests, "request", "requests")
        note(bytes, "byte", "bytes")
        note(energy, "energy", "energy")
        note(carbon, "carbon", "carbon")
        note(time, "time", "time")
        if above.isEmpty && below.isEmpty { return "a plain number" }
        var text = above.isEmpty ? "number" : above[0]
        for word in above.dropFirst() { text += " " + word }
        if !below.isEmpty {
            text += " per"
            for word in below { text += " " + word }
        }
        return text
    }
}
