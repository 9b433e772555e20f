import Testing

@testable import Execution

@Suite("Why a SLURM job waits")
struct SlurmPendingReasonTests {
    @Test("reasons are words, with SLURM's own behind them")
    func words() {
        #expect(SlurmPendingReason("Priority").text == "other jobs come first (Priority)")
        #expect(SlurmPendingReason("(None)").text == nil)
        #expect(
            SlurmPendingReason("ReqNodeNotAvail, UnavailableNodes:n[1-3]").text
                == "nodes it needs are down or reserved: n[1-3] (ReqNodeNotAvail)")
        #expect(
            SlurmPendingReason("QOSMaxJobsPerUserLimit").text
                == "a limit of the QOS holds it (QOSMaxJobsPerUserLimit)")
        #expect(SlurmPendingReason("SomethingNew").text == "SomethingNew")
    }

    @Test(
        "where squeue prints a sentence it is said in words too",
        arguments: [
            (
                "Nodes required for job are DOWN, DRAINED or reserved for jobs in higher priority partitions",
                "nodes it needs are down, drained or kept for partitions that come first"
            ),
            ("ReqNodeNotAvail", "nodes it needs are down or reserved (ReqNodeNotAvail)"),
            ("ReqNodeNotAvail, UnavailableNodes:", "nodes it needs are down or reserved (ReqNodeNotAvail)"),
            (
                "ReqNodeNotAvail, Reserved for maintenance",
                "nodes it needs are kept for maintenance (ReqNodeNotAvail)"
            ),
            ("ReqNodeNotAvail, Gone Fishing", "nodes it needs are not free: Gone Fishing (ReqNodeNotAvail)"),
            (
                "launch failed requeued held",
                "it could not be launched and is held; release it with `scontrol release`"
            ),
        ])
    func sentences(code: String, text: String) {
        #expect(SlurmPendingReason(code).text == text)
        #expect(!SlurmPendingReason(code).isForever)
    }

    @Test("what will never start says what was asked for and what there is")
    func numbers() {
        let short = SlurmPartition(
            name: "short", isDefault: false, nodes: 3, coresPerNode: 2, memoryPerNode: 1 << 30,
            maxSeconds: 3600)
        func text(_ code: String, _ time: String, _ nodes: Int, in partition: SlurmPartition?) -> String? {
            SlurmPendingReason(code).text(asked: time, nodes: nodes, of: partition)
        }
        #expect(
            text("PartitionTimeLimit", "5:00:00", 1, in: short)
                == "will never start: 5 h asked, partition `short` allows 1 h (PartitionTimeLimit)")
        #expect(
            text("PartitionConfig", "1-02:30:00", 1, in: short)
                == "will never start: 1 d 2 h asked, partition `short` allows 1 h (PartitionConfig)")
        #expect(
            text("PartitionNodeLimit", "30:00", 9, in: short)
                == "will never start: 9 nodes asked, partition `short` has 3 (PartitionNodeLimit)")
        #expect(
            text("PartitionTimeLimit", "5:00:00", 1, in: nil)
                == "will never start: it asks for more time than the partition allows (PartitionTimeLimit)")
        #expect(text("Priority", "5:00:00", 9, in: short) == "other jobs come first (Priority)")
    }

    @Test("times are read as SLURM prints them, and said in the two largest units")
    func times() {
        for (text, seconds, words) in [
            ("5:00", 300.0, "5 min"), ("1:30", 90, "1 min 30 s"), ("1:30:00", 5400, "1 h 30 min"),
            ("2-00:00:01", 172_801, "2 d 1 s"),
        ] {
            #expect(SlurmTime.seconds(text) == seconds)
            #expect(SlurmTime.words(seconds) == words)
        }
        for text in ["UNLIMITED", "infinite", "", "5", "a:b", "1-2-3", "-1:00", "1-00:00"] {
            #expect(SlurmTime.seconds(text) == nil, "\(text)")
        }
    }

    @Test("what will never start is told from what only waits")
    func forever() {
        #expect(SlurmPendingReason("PartitionTimeLimit").isForever)
        #expect(SlurmPendingReason("PartitionNodeLimit").isForever)
        #expect(!SlurmPendingReason("Priority").isForever)
        #expect(!SlurmPendingReason("QOSMaxJobsPerUserLimit").isForever)
    }
}
