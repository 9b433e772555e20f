import Search

/// What others ask of the hpltune that drives a study: only the driver changes a study.
public enum Request: Sendable, Hashable {
    /// Stop driving; the jobs go on.
    case pause
    /// End the study's jobs and the study.
    case cancel
    /// As above, and give up results that cannot be seen.
    case abandon
    /// Make the budget this many runs in all.
    case extend(trials: Int)
    /// Add results that were measured elsewhere: a JSON array of `ImportedTrial`.
    case importing(payload: String)

    public init(importing results: [ImportedTrial]) throws {
        self = .importing(payload: try results.payload)
    }

    /// Whether the study is to be cancelled.
    var endsStudy: Bool { self == .cancel || self == .abandon }
}

/// A request with its place in the store. Times are Unix seconds.
public struct StoredRequest: Sendable, Hashable {
    public let id: Int64
    /// `nil` when this hpltune does not understand it.
    public let request: Request?
    /// Who asked, in words.
    public let sender: String
    public let at: Double
    /// When a driver began to do it.
    public let takenAt: Double?
    /// What came of it, in words; `nil` while it is open.
    public let answer: String?
}

extension Request: CustomStringConvertible {
    public var description: String {
        switch self {
        case .pause: "to stop driving"
        case .cancel: "to cancel the study"
        case .abandon: "to cancel the study and to give up results that cannot be seen"
        case .extend(let trials): "for a budget of \(counted(trials, "run"))"
        case .importing: "to import runs"
        }
    }
}

extension Request {
    /// As the store has it.
    var kind: String {
        switch self {
        case .pause: "pause"
        // An older hpltune cancels as well.
        case .cancel, .abandon: "cancel"
        case .extend: "extend"
        case .importing: "import"
        }
    }

    var payload: String {
        switch self {
        case .pause, .cancel: ""
        case .abandon: Self.abandoning
        case .extend(let trials): String(trials)
        case .importing(let payload): payload
        }
    }

    private static let abandoning = "abandon"

    init?(kind: String, payload: String) {
        switch kind {
        case "pause": self = .pause
        case "cancel": self = payload == Self.abandoning ? .abandon : .cancel
        case "extend":
            guard let trials = Int(payload), trials > 0 else { return nil }
            self = .extend(trials: trials)
        case "import": self = .importing(payload: payload)
        default: return nil
        }
    }
}
