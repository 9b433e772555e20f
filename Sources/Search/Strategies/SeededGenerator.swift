/// xoshiro256** (Blackman and Vigna 2018), seeded through SplitMix64. Its state is stored with every round, so that a
/// resumed study proposes what an uninterrupted one would have.
public struct SeededGenerator: RandomNumberGenerator, Sendable, Hashable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    public init(seed: UInt64) {
        var seed = seed
        func splitMix() -> UInt64 {
            seed &+= 0x9e37_79b9_7f4a_7c15
            var mixed = seed
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
        state = (splitMix(), splitMix(), splitMix(), splitMix())
    }

    /// Reads the four hexadecimal words that `savedState` writes.
    public init?(savedState text: String) {
        let words = text.split(separator: "-").compactMap { UInt64($0, radix: 16) }
        guard words.count == 4, words.contains(where: { $0 != 0 }) else { return nil }
        state = (words[0], words[1], words[2], words[3])
    }

    public var savedState: String {
        [state.0, state.1, state.2, state.3].map { String($0, radix: 16) }.joined(separator: "-")
    }

    public mutating func next() -> UInt64 {
        let product = state.1 &* 5
        let result = ((product << 7) | (product >> 57)) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = (state.3 << 45) | (state.3 >> 19)
        return result
    }

    /// A whole number in 0..<bound, every one equally likely. Written out rather than left to the standard library,
    /// whose algorithm may change between Swift releases.
    public mutating func next(below bound: Int) -> Int {
        precondition(bound > 0, "the bound is positive")
        let bound = UInt64(bound)
        let reject = UInt64.max - UInt64.max % bound
        while true {
            let word = next()
            if word < reject { return Int(word % bound) }
        }
    }

    public static func == (left: SeededGenerator, right: SeededGenerator) -> Bool {
        left.state == right.state
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(savedState)
    }
}
