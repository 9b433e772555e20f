import Execution
import Testing
import Tuning

@Suite("Advice on what sbatch refuses")
struct SubmissionAdviceTests {
    private static let failed = "sbatch: error: Batch job submission failed: "

    @Test(
        "the key that is to be mended, as far as sbatch's words tell",
        arguments: [
            ("Invalid account or account/partition combination specified", "account"),
            ("Invalid qos specification", "qos"),
            ("Requested reservation is invalid", nil),
            ("Requested node configuration is not available", nil),
            ("sbatch: unrecognized option '--foo'", nil),
        ])
    func keys(reason: String, key: String?) {
        let error = SchedulerError.rejected(reason: Self.failed + reason)
        let plain = ClusterProfile(name: "rome", scheduler: .slurm)
        #expect(SubmissionAdvice(on: error, of: plain)?.place == key.map { .profile(key: $0) })
        #expect(SubmissionAdvice(on: .doubtful(reason: Self.failed + reason), of: plain) == nil)
    }

    @Test("it is mended where it is said: in the profile, in the study's file, as an option of sbatch")
    func places() {
        let error = SchedulerError.rejected(reason: Self.failed + "Requested reservation is invalid")
        var cluster = ClusterProfile(name: "rome", scheduler: .slurm)
        cluster.reservation = "r"
        #expect(
            SubmissionAdvice(on: error, of: cluster)?.text
                == "mend `reservation` of cluster `rome` in clusters.yaml")
        cluster.studyKeys = ["reservation"]
        #expect(
            SubmissionAdvice(on: error, of: cluster)?.text
                == "mend `reservation` under `resources:` of the study's file, then `hpltune optimize FILE`")
        for option in ["--reservation=r", "--reservation r"] {
            cluster.extraOptions = [option]
            #expect(SubmissionAdvice(on: error, of: cluster)?.place == .profile(key: "sbatch"))
        }
        let array = SchedulerError.rejected(reason: Self.failed + "Invalid job array specification")
        #expect(SubmissionAdvice(on: array, of: cluster)?.text == "take a smaller `--batch`")
    }
}
