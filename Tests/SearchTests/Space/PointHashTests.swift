import Testing

@testable import Search

/// The numbers come from Generators/point_hash.py: they are stored in databases and must never change.
struct PointHashTests {
    @Test(
        "Hashes are these for ever",
        arguments: [
            ([], [], "cbf29ce484222325"),
            (["NB"], [192], "5e29cd41732a72c6"),
            (["NB", "grid", "BCAST"], [192, "1x2", "1ringM"], "c5b4fc070a32cca4"),
            (["grid", "BCAST", "NB"], ["1x2", "1ringM", 192], "c5b4fc070a32cca4"),
            (["NB", "grid", "BCAST"], [193, "1x2", "1ringM"], "6c85cf342ef87db7"),
            (["fraction"], [0.5], "8bb8519e055c4f8f"),
            (["whole"], [.real(2)], "db9d2e94919de545"),
            (["name"], ["größe"], "cd9835217125116c"),
        ] as [([String], [ParameterValue], String)])
    func literal(names: [String], values: [ParameterValue], text: String) {
        let hash = Point(names: names, values: values).hash
        #expect(hash.description == text)
        #expect(PointHash(text) == hash)
    }

    @Test(
        "What is no hash is refused",
        arguments: ["", "5e29cd41732a72c", "5e29cd41732a72c6a", "5e29cd41732a72cx"])
    func notAHash(text: String) {
        #expect(PointHash(text) == nil)
    }

    @Test("A hash with leading zeros is written with 16 digits")
    func zeros() {
        #expect(PointHash(bits: 0xab).description == "00000000000000ab")
    }

    @Test("A valid set's hashes are its points' hashes")
    func inValidSet() throws {
        let valid = try ValidSet(enumerating: .hplLike)
        #expect(valid.indices.allSatisfy { valid.hash(at: $0) == valid[$0].hash })
        #expect(valid.indices.allSatisfy { valid.index(of: valid[$0].hash) == $0 })
        #expect(valid.index(of: Point(["NB": 7]).hash) == nil)
    }
}
