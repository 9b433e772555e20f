import HPL
import Testing

@Suite("Coded parameters")
struct CodedParameterTests {
    private func spellings<Value: CodedParameter>(_ type: Value.Type) -> [(spelling: String, value: Value)] {
        Value.allCases.flatMap { value in
            ([value.name, String(value.code)] + value.otherNames).map { ($0, value) }
        }
    }

    private func expectUnambiguous<Value: CodedParameter>(_ type: Value.Type) {
        for (spelling, value) in spellings(type) {
            #expect(Value(spelling) == value, "\(spelling)")
            #expect(Value(spelling.lowercased()) == value, "\(spelling)")
            #expect(Value(code: value.code) == value)
        }
    }

    @Test("every spelling of every value is read as that value")
    func readsEverySpelling() {
        expectUnambiguous(ProcessMapping.self)
        expectUnambiguous(PanelFactorization.self)
        expectUnambiguous(Broadcast.self)
        expectUnambiguous(Swap.self)
    }

    @Test("codes are those of HPL.dat")
    func codes() {
        #expect(Broadcast.netlib.map(\.code) == [0, 1, 2, 3, 4, 5])
        #expect(Broadcast("1rM") == .ring1Modified)
        #expect(Broadcast("LnM") == .longModified)
        #expect(Broadcast("Ibcst")?.code == 6)
        #expect(PanelFactorization(letter: "C")?.code == 1)
        #expect(ProcessMapping("column-major")?.code == 1)
        #expect(Swap("binary-exchange")?.code == 0)
    }

    @Test("what is none is refused", arguments: ["", "3ring", "8", "-1", "1 ring"])
    func refuses(text: String) {
        #expect(Broadcast(text) == nil)
    }

    @Test("a grid is PxQ with both at least 1")
    func grids() {
        #expect(ProcessGrid("4x64") == ProcessGrid(p: 4, q: 64))
        #expect(ProcessGrid("4X64")?.description == "4x64")
        for text in ["4", "4x", "x4", "0x4", "4x-1", "4x4x4", "axb", "4 x 4"] {
            #expect(ProcessGrid(text) == nil, "\(text)")
        }
        #expect(ProcessGrid(p: Int.max, q: 2).processes == Int.max)
    }
}
