/// The code that begins a result row: `WR11C2R4` is wall time, PMAP row, DEPTH 1, BCAST 1, RFACT Crout, NDIV 2,
/// PFACT right, NBMIN 4 (`HPL_pdtest`; the recursive factorization comes first).
///
/// Vendors leave pieces out (`WR0`: PMAP and DEPTH) or add some: AMD Zen HPL writes a letter for the form of A before
/// the digits, `X` for a broadcast, and a small letter for the pivot exchange at the end (`WRC17R8C48c`).
public struct VariantCode: Sendable, Hashable {
    public let pmap: ProcessMapping
    public let depth: Int
    /// `nil` for a vendor's own, here and below also when the code does not say.
    public let bcast: Broadcast?
    public let rfact: PanelFactorization?
    public let ndiv: Int?
    public let pfact: PanelFactorization?
    public let nbmin: Int?

    /// `nil` when the text is no variant code.
    public init?(_ text: String) {
        var rest = Substring(text)
        guard rest.popFirst() == "W", let order = rest.popFirst(), let pmap = ProcessMapping(letter: order)
        else {
            return nil
        }
        self.pmap = pmap
        if let form = rest.first, form.isUppercase, rest.dropFirst().first?.isASCIIDigit == true {
            rest.removeFirst()
        }

        var digits = Self.takeDigits(&rest)
        guard !digits.isEmpty else { return nil }
        if rest.isEmpty {
            guard let depth = Int(digits) else { return nil }
            self.depth = depth
            bcast = nil
            rfact = nil
            ndiv = nil
            pfact = nil
            nbmin = nil
            return
        }

        let hasOwnBroadcast = rest.dropFirst().first.map { !$0.isASCIIDigit } ?? false
        if hasOwnBroadcast {
            guard rest.removeFirst().isUppercase else { return nil }
            bcast = nil
        } else if digits.count > 1, let code = digits.popLast() {
            // A depth of 10 or more takes two digits; the broadcast always takes one.
            bcast = Broadcast(String(code))
        } else {
            bcast = nil
        }
        guard let depth = Int(digits), let rfact = Self.takeFactorization(&rest),
            let ndiv = Int(Self.takeDigits(&rest)), let pfact = Self.takeFactorization(&rest),
            let nbmin = Int(Self.takeDigits(&rest)), rest.count <= 1, rest.allSatisfy(\.isLowercase)
        else { return nil }
        self.depth = depth
        self.rfact = rfact
        self.ndiv = ndiv
        self.pfact = pfact
        self.nbmin = nbmin
    }

    private static func takeDigits(_ rest: inout Substring) -> Substring {
        let digits = rest.prefix(while: \.isASCIIDigit)
        rest.removeFirst(digits.count)
        return digits
    }

    private static func takeFactorization(_ rest: inout Substring) -> PanelFactorization? {
        rest.popFirst().flatMap(PanelFactorization.init(letter:))
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isWholeNumber }
}
