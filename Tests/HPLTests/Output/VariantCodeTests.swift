import HPL
import Testing

@Suite("Variant code")
struct VariantCodeTests {
    @Test("the recursive factorization comes before the panel's")
    func netlib() throws {
        let code = try #require(VariantCode("WC23C8R16"))
        #expect(code.pmap == .column)
        #expect(code.depth == 2)
        #expect(code.bcast == .ring2Modified)
        #expect(code.rfact == .crout)
        #expect(code.ndiv == 8)
        #expect(code.pfact == .right)
        #expect(code.nbmin == 16)
    }

    @Test("a depth of two digits leaves one for the broadcast")
    func deepLookahead() throws {
        let code = try #require(VariantCode("WR105L2L4"))
        #expect(code.depth == 10)
        #expect(code.bcast == .longModified)
    }

    @Test("AMD's letters for the form of A, an own broadcast and the pivot exchange")
    func amd() throws {
        let code = try #require(VariantCode("WRC17R8C48c"))
        #expect(code.depth == 1)
        #expect(code.bcast == .hybrid)
        #expect(code.rfact == .right)
        #expect(code.ndiv == 8)
        #expect(code.pfact == .crout)
        #expect(code.nbmin == 48)
        let older = try #require(VariantCode("WR0XR8C48"))
        #expect(older.depth == 0)
        #expect(older.bcast == nil)
        #expect(older.nbmin == 48)
    }

    @Test("NVIDIA says no more than mapping and depth")
    func nvidia() throws {
        let code = try #require(VariantCode("WR0"))
        #expect(code.pmap == .row)
        #expect(code.depth == 0)
        #expect(code.bcast == nil)
        #expect(code.nbmin == nil)
    }

    @Test(
        "what is no code is refused",
        arguments: [
            "", "W", "WR", "WALL", "WRITE", "WX11C2R4", "WR11C2", "WR11C2R", "WR11C2R4!", "WR11C2R4cc",
            "wr11c2r4",
            "WR99999999999999999999", "WR1１C2R4",
        ])
    func refuses(text: String) {
        #expect(VariantCode(text) == nil)
    }

    @Test("a broadcast number that nobody knows is no broadcast")
    func unknownBroadcast() {
        #expect(VariantCode("WR19C2R4")?.bcast == nil)
        #expect(VariantCode("WR19C2R4")?.depth == 1)
    }
}
