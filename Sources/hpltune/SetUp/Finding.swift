import Reporting

/// One thing that a look at a machine or a cluster found.
struct Finding {
    enum State: String {
        case good, doubtful, missing, unproven

        var mark: String {
            switch self {
            case .good: "ok     "
            case .doubtful: "warning"
            case .missing: "missing"
            // Nothing is known to be wrong, nor to be right.
            case .unproven: "not run"
            }
        }
    }

    let what: String
    let state: State
    let text: String

    init(_ what: String, _ state: State, _ text: String) {
        self.what = what
        self.state = state
        self.text = text
    }

    init(_ what: String, missing error: any Error) {
        let text = "\(error)"
        self.init(what, .missing, text.hasPrefix("hpltune: ") ? String(text.dropFirst(9)) : text)
    }

    var line: String {
        let name = what + String(repeating: " ", count: max(1, 12 - what.count))
        return "\(state.mark) \(name)\(text)".printable()
    }

    var json: JSONValue {
        .object([("what", .text(what)), ("state", .text(state.rawValue)), ("text", .text(text))])
    }
}
