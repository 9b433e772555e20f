/// BCAST: how a factored panel travels along a process row.
///
/// In the modified variants the next process in the ring gets its own copy first, because it has to factor the next
/// panel. The last two exist in AMD Zen HPL only.
public enum Broadcast: String, CodedParameter, Codable {
    case ring1 = "1ring"
    case ring1Modified = "1ringM"
    case ring2 = "2ring"
    case ring2Modified = "2ringM"
    case long
    case longModified = "longM"
    case nonblocking = "ibcast"
    case hybrid

    /// What netlib's HPL and its close relatives know.
    public static let netlib = allCases.filter { !$0.isAMDOnly }

    /// With a single receiver all of these are one message.
    public var isRing: Bool {
        switch self {
        case .ring1, .ring1Modified, .ring2, .ring2Modified: true
        case .long, .longModified, .nonblocking, .hybrid: false
        }
    }

    public var isAMDOnly: Bool {
        switch self {
        case .nonblocking, .hybrid: true
        default: false
        }
    }

    /// `1rg`: how HPL.dat's comment calls it.
    var abbreviation: String { otherNames.last ?? name }

    public var code: Int {
        switch self {
        case .ring1: 0
        case .ring1Modified: 1
        case .ring2: 2
        case .ring2Modified: 3
        case .long: 4
        case .longModified: 5
        case .nonblocking: 6
        case .hybrid: 7
        }
    }

    public var name: String { rawValue }

    public var otherNames: [String] {
        switch self {
        case .ring1: ["1rg"]
        case .ring1Modified: ["1rM"]
        case .ring2: ["2rg"]
        case .ring2Modified: ["2rM"]
        case .long: ["Blong", "Lng"]
        case .longModified: ["BlongM", "LnM"]
        case .nonblocking: ["Ibcst"]
        case .hybrid: ["HybBcast"]
        }
    }
}
