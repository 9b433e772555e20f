/// The Sobol sequence: points that fill [0,1)^d more evenly than random ones, so that every prefix of 2^k points has
/// exactly one in each of the 2^k equal slices of every coordinate.
///
/// Direction numbers by Joe and Kuo (2008), order by Gray code (Antonov and Saleev 1979). With a seed the points are
/// scrambled as Owen (1995) proposed, which keeps that property, by the hash of Laine and Karras in the form of B. Burley,
/// "Practical Hash-based Owen Scrambling", JCGT 9 (2020) no. 4.
public struct SobolSequence: Sendable {
    public static let maximumDimensions = 64

    /// 32 direction numbers for each dimension, the first bit's first.
    private let directions: [[UInt32]]
    /// One for each dimension; `nil` without scrambling.
    private let seeds: [UInt32]?
    private var state: [UInt32]
    private var index: UInt32 = 0

    /// - Parameters:
    ///   - dimensions: 1 to 64.
    ///   - seed: decides the scrambling; `nil` for the plain sequence, which begins at the origin.
    public init(dimensions: Int, seed: UInt64? = nil) {
        precondition((1...Self.maximumDimensions).contains(dimensions), "the sequence has 1 to 64 dimensions")
        directions = (0..<dimensions).map(Self.directions(of:))
        state = Array(repeating: 0, count: dimensions)
        seeds = seed.map { seed in
            var generator = SeededGenerator(seed: seed)
            return (0..<dimensions).map { _ in UInt32(truncatingIfNeeded: generator.next() >> 32) }
        }
    }

    /// The next point: a number in [0,1) for each dimension. After 2³² points the sequence begins anew.
    public mutating func next() -> [Double] {
        let bits = seeds.map { seeds in zip(state, seeds).map { Self.scramble($0, seed: $1) } } ?? state
        let flipped = Int((~index).trailingZeroBitCount)
        index &+= 1
        for dimension in state.indices {
            state[dimension] = flipped < 32 ? state[dimension] ^ directions[dimension][flipped] : 0
        }
        return bits.map { Double($0) / 4_294_967_296 }
    }

    /// Bratley and Fox (1988), equation 2: m_k = 2a₁m_{k-1} ⊕ … ⊕ 2^s m_{k-s} ⊕ m_{k-s}, here as v_k = m_k / 2^k in 32 bits.
    private static func directions(of dimension: Int) -> [UInt32] {
        guard dimension > 0 else { return (0..<32).map { 1 << (31 - $0) } }
        let (polynomial, initial) = SobolDirections.table[dimension - 1]
        let degree = initial.count
        var directions = initial.enumerated().map { $1 << UInt32(31 - $0) }
        for bit in degree..<32 {
            var direction = directions[bit - degree] ^ (directions[bit - degree] >> UInt32(degree))
            for term in 1..<degree where polynomial >> UInt32(degree - term) & 1 == 1 {
                direction ^= directions[bit - term]
            }
            directions.append(direction)
        }
        return directions
    }

    /// Burley (2020), listing 3: every bit is flipped by a hash of the bits above it.
    private static func scramble(_ bits: UInt32, seed: UInt32) -> UInt32 {
        var word = bits.bitSwapped
        word &+= seed
        word ^= word &* 0x6c50_b47c
        word ^= word &* 0xb82f_1e52
        word ^= word &* 0xc7af_e638
        word ^= word &* 0x8d22_f6e6
        return word.bitSwapped
    }
}

extension UInt32 {
    fileprivate var bitSwapped: UInt32 {
        var word = self
        word = (word >> 1 & 0x5555_5555) | (word & 0x5555_5555) << 1
        word = (word >> 2 & 0x3333_3333) | (word & 0x3333_3333) << 2
        word = (word >> 4 & 0x0f0f_0f0f) | (word & 0x0f0f_0f0f) << 4
        return word.byteSwapped
    }
}
