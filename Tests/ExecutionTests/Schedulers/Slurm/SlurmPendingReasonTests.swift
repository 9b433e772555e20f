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
                == "nodes it needs are down or reserved (ReqNodeNotAvail)")
        #expect(
            SlurmPendingReason("QOSMaxJobsPerUserLimit").text
                == "a limit of the QOS holds it (QOSMaxJobsPerUserLimit)")
        #expect(SlurmPendingReason("SomethingNew").text == "SomethingNew")
    }

    @Test("what will never start is told from what only waits")
    func forever() {
        #expect(SlurmPendingReason("PartitionTimeLimit").isForever)
        #expect(SlurmPendingReason("PartitionNodeLimit").isForever)
        #expect(!SlurmPendingReason("Priority").isForever)
        #expect(!SlurmPendingReason("QOSMaxJobsPerUserLimit").isForever)
    }
}
