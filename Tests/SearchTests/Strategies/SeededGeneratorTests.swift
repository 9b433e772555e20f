import Testing

@testable import Search

/// Against the reference algorithm; the numbers come from Generators/seeded_generator.py.
struct SeededGeneratorTests {
    @Test("From the state 1, 2, 3, 4 come the numbers of the reference code")
    func reference() throws {
        var generator = try #require(SeededGenerator(savedState: "1-2-3-4"))
        let expected: [UInt64] = [
            11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
            607_988_272_756_665_600, 16_172_922_978_634_559_625, 8_476_171_486_693_032_832,
            10_595_114_339_597_558_777, 2_904_607_092_377_533_576,
        ]
        #expect((0..<10).map { _ in generator.next() } == expected)
    }

    @Test(
        "A seed becomes a state as SplitMix64 says",
        arguments: [
            (0, "e220a8397b1dcdaf-6e789e6aa1b965f4-6c45d188009454f-f88bb8a8724c81ec", 0x99ec_5f36_cb75_f2b4),
            (1, "910a2dec89025cc1-beeb8da1658eec67-f893a2eefb32555e-71c18690ee42c90b", 0xb3f2_af6d_0fc7_10c5),
            (
                42, "bdd732262feb6e95-28efe333b266f103-47526757130f9f52-581ce1ff0e4ae394",
                0x1578_0b2e_0c2e_c716
            ),
            (
                .max, "e4d971771b652c20-e99ff867dbf682c9-382ff84cb27281e9-6d1db36ccba982d2",
                0x8f55_20d5_2a7e_ad08
            ),
        ] as [(UInt64, String, UInt64)])
    func seeding(seed: UInt64, state: String, first: UInt64) {
        var generator = SeededGenerator(seed: seed)
        #expect(generator.savedState == state)
        #expect(generator.next() == first)
    }

    @Test("Below a bound")
    func bounded() {
        var generator = SeededGenerator(seed: 42)
        let digits = (0..<20).map { _ in generator.next(below: 10) }
        #expect(digits == [2, 2, 9, 3, 6, 4, 4, 7, 8, 5, 9, 3, 0, 2, 3, 0, 1, 6, 5, 8])
        #expect((0..<100).allSatisfy { _ in generator.next(below: 1) == 0 })
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<70_000 { counts[generator.next(below: 7)] += 1 }
        // Five standard deviations.
        #expect(counts.allSatisfy { abs($0 - 10_000) < 463 })
    }

    @Test("A saved state goes on where it stood")
    func saved() throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<1_000 { _ = generator.next() }
        var resumed = try #require(SeededGenerator(savedState: generator.savedState))
        #expect(resumed == generator)
        #expect((0..<100).map { _ in generator.next() } == (0..<100).map { _ in resumed.next() })
    }

    @Test(
        "What is no state is refused", arguments: ["", "1-2-3", "1-2-3-4-5", "0-0-0-0", "1-2-3-x", "1-2-3-"])
    func notAState(text: String) {
        #expect(SeededGenerator(savedState: text) == nil)
    }
}
