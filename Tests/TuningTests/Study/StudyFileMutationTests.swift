import HPL
import Search
import TestSupport
import Testing
import Tuning

/// Study files damaged at random: an error with its place, or a study with a space.
@Suite("Damaged study files")
struct StudyFileMutationTests {
    private static let files = [
        "whole": """
        study: epyc
        hpl: {executable: ~/xhpl, flavor: auto, launcher: "mpirun --bind-to core"}
        resources: {ranks_per_node: 2, threads_per_rank: 1, memory_per_node: 1GiB}
        environment: {modules: [gcc], variables: {OMP_PROC_BIND: close}, prologue: ["ulimit -l"]}
        space:
          N: {memory_fraction: 0.5}
          NB: {from: 32, to: 64, step: 32}
          grid: all
          BCAST: [1ring, longM]
          constraints: ["NB >= 32 or DEPTH == 0"]
        budget: {trials: 40, node_hours: 2.5, stop_below_gain: 0.5%}
        strategy: bayes
        """,
        "small": """
        space:
          N: [500, 1000]
          NB: [64]
          SWAP: [bin, mix]
          layout: [2x1, 1x2]
          launch:
            ucx: {variables: {OMPI_MCA_pml: ucx}}
            plain:
        """,
    ]

    @Test("study files and their spaces, ten thousand times")
    func studies() async throws {
        let resources = Resources(
            nodes: 1, ranksPerNode: 2, threadsPerRank: 1, memoryPerNode: 1 << 30, coresPerNode: 2)
        func read(_ bytes: [UInt8]) throws(FileError) -> HPLSpace {
            let file = try StudyFile(text: try TextFile.text(of: bytes, file: "s.yaml"), file: "s.yaml")
            return try HPLSpace(section: file.space, resources: resources)
        }
        let files = Self.files.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) }
        for (_, bytes) in files { _ = try read(bytes) }
        let mistakes = await MutationCampaign(of: files, seed: 8).mistakes { _, bytes in
            do throws(FileError) {
                let space = try read(bytes)
                return space.searchSpace.parameters.isEmpty ? "a space without parameters" : nil
            } catch {
                return error.isPlaced && error.file == "s.yaml" ? nil : "\(error)"
            }
        }
        #expect(mistakes == [])
    }
}
