import Search
import TestSupport
import Testing

/// Strategy files damaged at random: an error with its place, or a strategy that reads back.
@Suite("Damaged strategy files")
struct StrategyMutationTests {
    private static let files = [
        "bayes": """
        # What promises most.
        kind: bayes
        description: "a model of all runs"
        initial: {expert: 2, sobol: 6}
        surrogate:
          ordinals: auto
        confirm: {top: 3, runs: 5}
        """,
        "halving": """
        kind: successive-halving
        initial: &start
          expert: 2
          sobol: 25
        fidelity: {eta: 3, rungs: 3, minimum_tau: 0.5}
        """,
        "random": "kind: random\ndescription: |\n  at random\ninitial: {expert: 1, sobol: 0}\n",
    ]

    @Test("strategy files, ten thousand times")
    func strategies() async throws {
        let files = Self.files.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) }
        for (name, bytes) in files {
            _ = try StrategyFile(text: String(decoding: bytes, as: UTF8.self), file: name)
        }
        let mistakes = await MutationCampaign(of: files, seed: 7).mistakes { _, bytes in
            do throws(FileError) {
                let text = try TextFile.text(of: bytes, file: "s.yaml")
                let strategy = try StrategyFile(text: text, file: "s.yaml")
                let again = try StrategyFile(text: strategy.text, file: "again.yaml")
                return again.text == strategy.text && again.kind == strategy.kind ? nil : again.text
            } catch {
                return error.isPlaced && error.file == "s.yaml" ? nil : "\(error)"
            }
        }
        #expect(mistakes == [])
    }
}
