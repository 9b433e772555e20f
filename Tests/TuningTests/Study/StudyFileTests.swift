import Search
import Testing
import Tuning

@Suite("Study files")
struct StudyFileTests {
    @Test("everything that can be written is read")
    func complete() throws {
        let file = try StudyFile(
            text: """
                study: epyc-1
                cluster: rome
                hpl: {executable: ./xhpl, flavor: auto, launcher: "mpirun --mca pml ucx"}
                resources: {nodes: 4, ranks_per_node: 8, threads_per_rank: 2, memory_per_node: 256GiB, results: runs,
                            partition: gpu, account: me, time: 1-00:00:00}
                environment: {modules: [gcc, openmpi], variables: {OMPI_MCA_pml: ucx, N: 7}, prologue: ["ulimit -l"]}
                space:
                  NB: [128]
                budget: {trials: 12, node_hours: 2.5, stop_below_gain: 0.5%}
                strategy: grid
                """, file: "s.yaml")
        #expect(file.name == "epyc-1")
        #expect(try file.hpl.executable?.string() == "./xhpl")
        #expect(try file.cluster?.string() == "rome")
        #expect(file.resources.nodes == 4)
        #expect(file.resources.jobKeys.keys.sorted() == ["account", "partition", "time"])
        #expect(file.resources.ranksPerNode == 8)
        #expect(file.resources.memoryPerNode == 256 << 30)
        #expect(file.resources.results == "runs")
        #expect(file.environment.modules == ["gcc", "openmpi"])
        #expect(file.environment.variables == ["OMPI_MCA_pml": "ucx", "N": "7"])
        #expect(file.environment.prologue == ["ulimit -l"])
        #expect(file.budget.trials == 12)
        #expect(file.budget.nodeHours == 2.5)
        #expect(file.budget.stopBelowGain == 0.005)
        #expect(try file.strategy?.string() == "grid")
        #expect(file.space?.isMapping == true)
    }

    @Test(
        "what is wrong is said with its place",
        arguments: [
            ("stduy: a", "s.yaml:1:1: unknown key `stduy`; did you mean `study`?"),
            (
                "study: a b",
                "s.yaml:1:8: `a b` cannot be the name of a study; use up to 64 letters, digits, `-`, `_` and `.`, "
                    + "beginning with a letter or digit"
            ),
            (
                "resources: {time: 2}",
                "s.yaml:1:19: a job takes 5 minutes at least; write `time: 5` or more, or `auto`"
            ),
            ("budget: {trials: 0}", "s.yaml:1:18: 0 is too small; it must be 1 or more"),
            ("budget: {trials: many}", "s.yaml:1:18: expected a whole number such as 4, found `many`"),
            (
                "budget: {stop_below_gain: 1}",
                "s.yaml:1:27: `1` is no gain; write it in percent, as in `stop_below_gain: 0.5%`"
            ),
            (
                "resources:\n  partition: a b",
                "s.yaml:2:14: `a b` is no name of a partition; it has no blanks and no quotation marks"
            ),
            (
                "resources: {memory_per_node: lots}",
                "s.yaml:1:30: `lots` is no amount of memory; write it as in `256GiB`"
            ),
            (
                "resources: {memory_per_node: 16}",
                "s.yaml:1:30: `16` is 16 bytes of memory, less than 1 MiB; write `16GiB`"
            ),
            (
                "resources: {memory_per_node: 512k}",
                "s.yaml:1:30: `512k` is 524288 bytes of memory, less than 1 MiB; write it as in `256GiB`"
            ),
            (
                "environment: {variables: {a-b: 1}}",
                "s.yaml:1:27: `a-b` is no name of an environment variable; use letters, digits and _"
            ),
            ("", "s.yaml:1:1: there is nothing in this file; write its keys, or leave the file out"),
        ])
    func errors(text: String, message: String) {
        let error = #expect(throws: FileError.self) { try StudyFile(text: text, file: "s.yaml") }
        #expect(error?.description == message)
    }

    @Test(
        "amounts of memory",
        arguments: [
            ("256GiB", 256 << 30), ("64 GB", 64_000_000_000), ("512m", 512 << 20), ("1.5GiB", 3 << 29),
            ("1024", 1024),
        ])
    func memory(text: String, bytes: Int) {
        #expect(MemoryText.bytes(text) == bytes)
    }

    @Test(
        "what is no amount of memory",
        arguments: ["", "GiB", "-1G", "1.2.3G", "1e9", "12 parsecs", "99999999T"])
    func noMemory(text: String) {
        #expect(MemoryText.bytes(text) == nil)
    }
}
