import Testing

@testable import HPL

@Suite("Rank layouts")
struct RankLayoutTests {
    @Test(
        "Layouts that fill the cores, one rank per core first",
        arguments: [
            (1, ["1x1"]), (2, ["2x1", "1x2"]), (3, ["3x1", "1x3"]), (4, ["4x1", "2x2", "1x4"]),
            (8, ["8x1", "4x2", "2x4", "1x8"]), (12, ["12x1", "3x4", "2x6", "1x12"]),
            (64, ["64x1", "16x4", "8x8", "4x16"]), (128, ["128x1", "32x4", "16x8", "8x16"]),
            (0, ["1x1"]), (127, ["127x1", "1x127"]),
        ])
    func filling(cores: Int, expected: [String]) {
        #expect(RankLayout.filling(cores: cores).map(\.description) == expected)
    }

    @Test("Text and back")
    func text() {
        #expect(RankLayout("32x2") == RankLayout(ranksPerNode: 32, threadsPerRank: 2))
        for wrong in ["32", "0x2", "2x", "ax2", "2x2x2", "-1x2", ""] { #expect(RankLayout(wrong) == nil) }
        #expect(RankLayout(ranksPerNode: Int.max, threadsPerRank: 2).cores == Int.max)
    }
}
