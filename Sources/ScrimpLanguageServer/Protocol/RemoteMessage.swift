import ScrimpJSON

/// Why a request has no answer, with the protocol's number for it.
struct RemoteError: Error, Sendable {
    enum Code: Int, Sendable {
        case parseError = -32700
        case invalidRequest = -32600
        case methodNotFound = -32601
        case invalidParameters = -32602
        case serverNotInitialized = -32002
        case requestCancelled = -32800
        /// The request was right, and there is nothing to give; the message is for people.
        case requestFailed = -32803
    }

    let code: Code
    let message: String

    static func invalid(_ message: String) -> RemoteError { RemoteError(code: .invalidParameters, message: message) }
}

/// One message from the editor.
enum RemoteMessage: Sendable {
    /// A number or a text stands for the request.
    case request(id: JSONValue, method: String, parameters: JSONNode?)
    case notification(method: String, parameters: JSONNode?)
    /// An answer to a request of the server.
    case response
    /// No message, with what is known of its number.
    case malformed(id: JSONValue, RemoteError)

    init(_ bytes: [UInt8]) {
        let node: JSONNode
        do throws(JSONError) {
            node = try JSONReader.read(bytes)
        } catch {
            self = .malformed(id: .null, RemoteError(code: .parseError, message: error.message))
            return
        }
        guard node.members != nil else {
            self = .malformed(id: .null, RemoteError(code: .invalidRequest, message: "a message is an object"))
            return
        }
        let id = node["id"].flatMap { $0.text != nil || $0.number != nil ? $0.value : nil }
        guard let method = node["method"]?.text else {
            if id != nil || node["id"]?.isNull ?? false, node["result"] != nil || node["error"] != nil {
                self = .response
            } else {
                self = .malformed(
                    id: id ?? .null, RemoteError(code: .invalidRequest, message: "the message has no `method`"))
            }
            return
        }
        if let id {
            self = .request(id: id, method: method, parameters: node["params"])
        } else {
            self = .notification(method: method, parameters: node["params"])
        }
    }

    /// A message with its headers, as it goes out.
    static func framed(_ value: JSONValue) -> [UInt8] {
        let text = JSONValue.encoded(value)
        return Array("Content-Length: \(text.count)\r\n\r\n".utf8) + text
    }

    static func response(_ id: JSONValue, _ result: Result<JSONValue, RemoteError>) -> [UInt8] {
        switch result {
        case .success(let value):
            return framed(.record(["jsonrpc": .string("2.0"), "id": id, "result": value]))
        case .failure(let error):
            let described = JSONValue.record([
                "code": .whole(error.code.rawValue), "message": .string(error.message),
            ])
            return framed(.record(["jsonrpc": .string("2.0"), "id": id, "error": described]))
        }
    }

    static func notification(_ method: String, _ parameters: JSONValue) -> [UInt8] {
        framed(.record(["jsonrpc": .string("2.0"), "method": .string(method), "params": parameters]))
    }

    static func request(_ id: String, _ method: String, _ parameters: JSONValue) -> [UInt8] {
        framed(
            .record([
                "jsonrpc": .string("2.0"), "id": .string(id), "method": .string(method), "params": parameters,
            ]))
    }
}

extension JSONValue {
    fileprivate static func encoded(_ value: JSONValue) -> [UInt8] {
        var writer = JSONWriter(.compact)
        writer.write(value)
        return writer.bytes
    }
}
