import Testing

@testable import Search

struct BayesArmTests {
    private let shares: [(arm: BayesArm, share: Double)] = [
        (.improvement, 0.5), (.neighbours, 0.2), (.recombination, 0.2), (.uncertainty, 0.1),
    ]

    @Test("Over any run of choices the arms have their shares, within one and a half")
    func proportions() {
        let arms = (0..<400).map { BayesArm.scheduled($0, shares: shares) }
        for start in stride(from: 0, to: 300, by: 7) {
            for length in [10, 25, 100] {
                let window = arms[start..<(start + length)]
                for (arm, share) in shares {
                    #expect(abs(Double(window.count { $0 == arm }) - share * Double(length)) <= 1.5)
                }
            }
        }
    }

    @Test("An arm without a share is never chosen, and without any there is expected improvement")
    func none() {
        let some = [(arm: BayesArm.improvement, share: 0.0), (arm: .neighbours, share: 2)]
        #expect((0..<20).allSatisfy { BayesArm.scheduled($0, shares: some) == .neighbours })
        #expect(BayesArm.scheduled(5, shares: []) == .improvement)
        #expect(BayesArm.scheduled(-3, shares: shares) == BayesArm.scheduled(0, shares: shares))
    }
}
