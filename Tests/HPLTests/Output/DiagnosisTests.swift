import HPL
import Search
import Testing

@Suite("Diagnosis of failed runs")
struct DiagnosisTests {
    private func diagnose(
        stdout: [UInt8] = [], stderr: [UInt8] = [], status: Int32? = 1, signal: Int32? = nil,
        timedOut: Bool = false,
        ranks: Int = 2, threads: Int = 1, cores: Int? = nil
    ) -> Diagnosis? {
        let evidence = RunEvidence(
            stdout: stdout, stderr: stderr, exitStatus: status, signal: signal, timedOut: timedOut,
            ranks: ranks,
            threads: threads, cores: cores)
        return Diagnosis(of: evidence, report: OutputReader.read(stdout))
    }

    @Test(
        "recorded runs",
        arguments: [
            ("too-few-processes", 139, FailureCause.tooFewProcesses, "Need at least 4 processes"),
            ("mpich-too-few-processes", 11, .tooFewProcesses, "Need at least 4 processes"),
            ("input-file-missing", 139, .inputFileMissing, "cannot open file HPL.dat"),
            ("illegal-nb", 139, .illegalInput, "Value of NB less than 1"),
            ("illegal-ndiv", 139, .illegalInput, "Value of NDIV less than 2"),
            ("illegal-n", 139, .illegalInput, "Value of N less than 0"),
            ("illegal-count", 139, .illegalInput, "Number of values of NB is less than 1 or greater than 20"),
            ("memory-allocation-failed", 0, .outOfMemory, "Memory allocation failed for A, x and b. Skip."),
            ("residual-failed", 0, .residualFailed, "0.0042476"),
            ("unchecked-threshold-below-0", 0, .residualUnchecked, ""),
            ("missing-library", 127, .missingLibrary, "libblas-of-ours.so.1"),
            ("openmpi-executable-missing", 132, .executableMissing, ""),
            ("mpich-executable-missing", 255, .executableMissing, "No such file or directory"),
            ("mpich-not-executable", 255, .notExecutable, "Permission denied"),
            ("not-executable", 126, .notExecutable, "Permission denied"),
            ("launcher-missing", 127, .executableMissing, "mpirum: command not found"),
            ("openmpi-root-refused", 1, .rootRefused, "attempt to run as root"),
            ("openmpi-daemon-not-started", 1, .mpiStart, "ORTE daemon has unexpectedly failed"),
            ("openmpi-not-enough-slots", 1, .mpiSlots, "not enough slots available"),
            ("openmpi-signal-KILL", 137, .killedByOutOfMemory, "exited on signal 9"),
            ("openmpi-signal-TERM", 143, .cancelled, "exited on signal 15"),
            ("openmpi-signal-SEGV", 139, .crashed, "exited on signal 11"),
            ("openmpi-signal-ABRT", 134, .crashed, "exited on signal 6"),
            ("mpich-signal-KILL", 9, .killedByOutOfMemory, "Killed (signal 9)"),
            ("mpich-signal-TERM", 15, .cancelled, "Terminated (signal 15)"),
            ("mpich-signal-SEGV", 11, .crashed, "signal 11"),
            ("timed-out", 0, .outputTruncated, ""),
        ] as [(String, Int32, FailureCause, String)])
    func recorded(name: String, status: Int32, cause: FailureCause, evidence: String) throws {
        let run = try Recorded.run(name)
        let diagnosis = try #require(diagnose(stdout: run.stdout, stderr: run.stderr, status: status))
        #expect(diagnosis.cause == cause)
        #expect(evidence.isEmpty || diagnosis.evidence?.contains(evidence) == true, "\(diagnosis)")
        #expect(!diagnosis.summary.contains("\n") && !diagnosis.advice.contains("\n"))
    }

    @Test(
        "logs of others",
        .enabled(if: Shared.isPresent),
        arguments: [
            ("missing-libopenblas_head.err", FailureCause.missingLibrary),
            ("netlib-2.3_illegal-input_NDIV-less-than-2.err", .illegalInput),
            ("netlib-2.3_need-at-least-256-processes.err", .tooFewProcesses),
            ("slurm_job-cancelled-SIGTERM.err", .cancelled),
            ("slurm_psm3-different-subnet-abort_head.err", .mpiNetwork),
        ])
    func shared(name: String, cause: FailureCause) throws {
        let diagnosis = diagnose(stderr: try Shared.bytes("hpl-outputs/\(name)"), ranks: 64)
        #expect(diagnosis?.cause == cause)
    }

    @Test(
        "what schedulers, shells and vendors say",
        arguments: [
            (
                "slurmstepd: error: *** JOB 7 ON n1 CANCELLED AT 2025-01-01T00:00:00 DUE TO TIME LIMIT ***",
                FailureCause.timedOut
            ),
            (
                "slurmstepd: error: *** JOB 7 ON n1 CANCELLED AT 2025-01-01T00:00:00 DUE TO NODE FAILURE ***",
                .nodeFailure
            ),
            (
                "slurmstepd: error: *** JOB 7 ON n1 CANCELLED AT 2025-01-01T00:00:00 DUE TO PREEMPTION ***",
                .cancelled
            ),
            (
                "slurmstepd: error: Detected 1 oom_kill event in StepId=7.0. Some of the step tasks have been OOM Killed.",
                .killedByOutOfMemory
            ),
            ("srun: error: n1: task 0: Killed", .killedByOutOfMemory),
            ("slurmstepd: error: execve(): ./xhpl: No such file or directory", .executableMissing),
            ("slurmstepd: error: execve(): ./xhpl: Permission denied", .notExecutable),
            ("bash: module: command not found", .moduleNotFound),
            (
                "Lmod has detected the following error: The following module(s) are unknown: \"gcc/99\"",
                .moduleNotFound
            ),
            ("run.sh: line 3: mpirun: command not found", .launcherMissing),
            ("srun: error: n1: task 3: Illegal instruction (core dumped)", .illegalInstruction),
            ("bash: cannot execute binary file: Exec format error", .notExecutable),
            ("Permission denied (publickey,password).", .mpiStart),
            ("Fatal error in PMPI_Init: Other MPI error, error stack:", .mpiStart),
            ("[n1:1] UCX  ERROR   ibv_create_cq failed: Cannot allocate memory", .outOfMemory),
            ("[n1:1] UCX  ERROR   connect(fd=41, dest_addr=10.0.0.1:1) failed", .mpiNetwork),
            ("cp: error writing 'a': No space left on device", .diskFull),
            (
                "A request was made to bind to that would result in binding more\nprocesses than cpus on a resource:\nbinding more processes than cpus",
                .oversubscribed
            ),
            ("CUDA error: out of memory", .outOfMemory),
        ])
    func told(line: String, cause: FailureCause) {
        let diagnosis = diagnose(stderr: Array("some line\n\(line)\nanother\n".utf8))
        #expect(diagnosis?.cause == cause)
    }

    @Test("a run with a result that passed has no diagnosis, however it ended")
    func passed() throws {
        let stdout = try Recorded.bytes("outputs/passed.out")
        #expect(
            diagnose(stdout: stdout, stderr: Array("exited on signal 9".utf8), status: 137, timedOut: true)
                == nil)
    }

    @Test("ranks that do not see each other are told from ranks that are too few")
    func otherMPI() throws {
        let run = try Recorded.run("openmpi-starts-mpich-program")
        let alone = try #require(diagnose(stdout: run.stdout, stderr: run.stderr, status: 139, ranks: 2))
        #expect(alone.cause == .tooFewProcesses)
        #expect(alone.summary == "2 ranks were started, but they do not see each other")
        let few = try #require(diagnose(stdout: run.stdout, stderr: run.stderr, status: 139, ranks: 1))
        #expect(few.summary == "HPL has fewer MPI processes than P×Q")
    }

    @Test("the limit we set: time-out, and too many threads when there are")
    func timeOut() throws {
        let run = try Recorded.run("openmpi-signal-TERM")
        #expect(
            diagnose(stdout: run.stdout, stderr: run.stderr, status: 143, timedOut: true)?.cause == .timedOut)
        let crowded = diagnose(
            stdout: run.stdout, stderr: run.stderr, status: 143, timedOut: true, ranks: 2, threads: 4,
            cores: 2)
        #expect(crowded?.cause == .oversubscribed)
        #expect(crowded?.summary == "2 ranks × 4 threads on 2 cores took too long")
    }

    @Test("endings without a word")
    func silent() {
        #expect(diagnose(status: 0)?.cause == .noResult)
        #expect(diagnose(status: 3)?.summary == "the run left no result (exit status 3)")
        #expect(diagnose(status: nil, signal: 9)?.cause == .killedByOutOfMemory)
        #expect(diagnose(status: nil, signal: 11)?.cause == .crashed)
        #expect(diagnose(status: 127)?.cause == .executableMissing)
        #expect(diagnose(status: 126)?.cause == .notExecutable)
        #expect(diagnose(stdout: Array("Hello, world\n".utf8), status: 0)?.cause == .outputUnreadable)
    }

    @Test("a row that breaks off is named with its line")
    func truncated() throws {
        let bytes = try Recorded.bytes("outputs/passed.out")
        let row = try #require(String(decoding: bytes, as: UTF8.self).range(of: "WR11C2R4        1000"))
        let text = String(decoding: bytes, as: UTF8.self)[..<row.upperBound]
        let diagnosis = diagnose(stdout: Array(text.utf8), status: 0)
        #expect(diagnosis?.cause == .outputTruncated)
        #expect(diagnosis?.summary == "the output breaks off in line 47: the row breaks off before NB")
    }

    @Test("evidence is one short line without control characters")
    func evidenceIsClean() throws {
        let line =
            "\u{1b}[31mxhpl: error while loading shared libraries: " + String(repeating: "x", count: 5000)
            + "\u{7}"
        let evidence = try #require(diagnose(stderr: Array("a\n\(line)\nb\n".utf8))?.evidence)
        #expect(evidence.count <= 241)
        #expect(evidence.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f })
    }

    @Test("the beginning and the end of a very long text are searched")
    func longText() {
        let filler = Array(repeating: Array("harmless warning of no interest\n".utf8), count: 100_000).flatMap
        { $0 }
        let sign = Array("xhpl: error while loading shared libraries: libx.so\n".utf8)
        #expect(diagnose(stderr: sign + filler)?.cause == .missingLibrary)
        #expect(diagnose(stderr: filler + sign)?.cause == .missingLibrary)
    }

    @Test("every cause is of one class")
    func classes() {
        #expect(FailureCause.timedOut.failureClass == .timeout)
        #expect(FailureCause.residualFailed.failureClass == .configuration)
        #expect(FailureCause.cancelled.failureClass == .infrastructure)
        #expect(Set(FailureCause.allCases.map(\.rawValue)).count == FailureCause.allCases.count)
    }
}
