import Testing

@testable import Execution

@Suite("Partitions, as sinfo tells them")
struct SlurmPartitionTests {
    /// The first two lines are a real SLURM 22.05's.
    private static let text = """
        main*|3|2|1|1|24105|1:00:00|(null)
        short|3|2|1|1|24105|1:00|(null)
        Welcome to the cluster! | ask | us | at | any | time | or | never
        mixed|4|2|32|2|257000|1-00:00:00|rome,ib
        mixed|2|2+|24|1|191000+|1-00:00:00|skylake
        long|8|1|16|1|64000|infinite|(null)
        empty|0|0|0|0|0|2-00:00:00|(null)

        """

    private static func output(_ text: String, status: Int32 = 0, errors: String = "") -> CommandOutput {
        CommandOutput(exitStatus: status, stdout: Array(text.utf8), stderr: Array(errors.utf8))
    }

    @Test("groups of nodes make a partition of the least; a greeting is passed over")
    func list() throws {
        let partitions = try SlurmPartition.list(fromInfo: Self.output(Self.text))
        #expect(partitions.map(\.name) == ["main", "short", "mixed", "long", "empty"])
        #expect(
            partitions[0]
                == SlurmPartition(
                    name: "main", isDefault: true, nodes: 3, coresPerNode: 2, threadsPerCore: 1,
                    memoryPerNode: 24105 << 20, maxSeconds: 3600))
        #expect(partitions[1].maxSeconds == 60)
        #expect(
            partitions[2]
                == SlurmPartition(
                    name: "mixed", isDefault: false, nodes: 6, coresPerNode: 48, threadsPerCore: 2,
                    memoryPerNode: 191_000 << 20, maxSeconds: 86_400))
        #expect(partitions[3].maxSeconds == nil)
    }

    @Test("a feature narrows the nodes")
    func feature() throws {
        let partitions = try SlurmPartition.list(fromInfo: Self.output(Self.text), having: "rome")
        let mixed = try SlurmPartition.choose("mixed", having: "rome", among: partitions)
        #expect(mixed.nodes == 4)
        #expect(mixed.coresPerNode == 64)
        #expect(throws: SchedulerError.noNodes(partition: "main", feature: "rome")) {
            try SlurmPartition.choose("main", having: "rome", among: partitions)
        }
        let second = try SlurmPartition.list(fromInfo: Self.output(Self.text), having: "skylake")
        #expect(try SlurmPartition.choose("mixed", among: second).coresPerNode == 48)
    }

    @Test("the default one, one by name, several at once")
    func choice() throws {
        let partitions = try SlurmPartition.list(fromInfo: Self.output(Self.text))
        #expect(try SlurmPartition.choose(nil, among: partitions).name == "main")
        #expect(try SlurmPartition.choose("long", among: partitions).coresPerNode == 16)
        let both = try SlurmPartition.choose("mixed,long", among: partitions)
        #expect(both.name == "mixed,long")
        #expect(both.nodes == 14)
        #expect(both.coresPerNode == 16)
        #expect(both.maxSeconds == 86_400)
        let known = partitions.map(\.name)
        #expect(throws: SchedulerError.noPartition(name: "gpu", known: known)) {
            try SlurmPartition.choose("gpu", among: partitions)
        }
        #expect(throws: SchedulerError.noPartition(name: nil, known: ["long"])) {
            try SlurmPartition.choose(nil, among: partitions.filter { $0.name == "long" })
        }
        #expect(throws: SchedulerError.noNodes(partition: "empty", feature: nil)) {
            try SlurmPartition.choose("empty", among: partitions)
        }
    }

    @Test(
        "an answer that is none",
        arguments: [
            output(""), output("Welcome\n"), output("main*|x|2|1|1|24105|1:00:00|(null)\n"),
            CommandOutput(exitStatus: 0, stdout: [0xFF, 0xFE, 0x7C, 0x0A]),
        ])
    func unreadable(output: CommandOutput) {
        let error = #expect(throws: SchedulerError.self) { try SlurmPartition.list(fromInfo: output) }
        #expect(error?.description.hasPrefix("the answer of sinfo cannot be read") == true)
    }

    @Test("a sinfo that fails says why")
    func failure() {
        let words = "slurm_load_partitions: Unable to contact slurm controller"
        #expect(throws: SchedulerError.failed(tool: "sinfo", reason: words)) {
            try SlurmPartition.list(fromInfo: Self.output("", status: 1, errors: words + "\n"))
        }
    }

    @Test(
        "time limits",
        arguments: [
            ("5", 300), ("90", 5400), ("1:00", 60), ("30:15", 1815), ("1:00:00", 3600), ("2-0", 172_800),
            ("1-12", 129_600), ("1-00:30", 88_200), ("7-00:00:01", 604_801), ("infinite", nil),
            ("UNLIMITED", nil),
            ("n/a", nil),
        ] as [(String, Double?)])
    func limits(text: String, seconds: Double?) throws {
        #expect(try #require(SlurmTimeLimit(text)).seconds == seconds)
    }

    @Test(
        "what is no time limit",
        arguments: [
            "", "-", "1-", "-1", "1:2:3:4", "1-2-3", "a", "1.5", "1:", "99999999999999999999", "5 min",
        ])
    func noLimits(text: String) {
        #expect(SlurmTimeLimit(text) == nil)
    }
}
