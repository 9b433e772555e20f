import Testing

@testable import Execution

/// What sbatch answers, and the search for a job whose answer was lost.
extension SlurmSchedulerTests {
    func search(_ output: CommandOutput, age: Duration = .seconds(90)) throws -> JobSearch {
        try scheduler.jobIDs(fromFind: [output], for: job, age: age)
    }

    @Test("a search believes any tool that knows the job, and keeps the first of several")
    func found() throws {
        let twice = answer(
            "@hpltune:queue 12|PENDING|None|1:00:00|1|0:00|/w|/w/s|\(name)",
            "@hpltune:account 9|RUNNING|0:0|/w|\(name)",
            squeue: "ok", sacct: "failed later")
        #expect(try search(twice) == .found([JobID("9"), JobID("12")]))
        #expect(try search(answer("@hpltune:claim 44")) == .found([JobID("44")]))
    }

    @Test("a search knows a job that was renamed, by its script when nothing is left of its name")
    func foundRenamed() throws {
        func found(_ name: String, script: String = "/w/s") throws -> Bool {
            let line = "@hpltune:queue 12|PENDING|None|1:00:00|1|0:00|/runs/\(token)|\(script)|\(name)"
            return try search(answer(line)) == .found([JobID("12")])
        }
        #expect(try found("project-\(name)-x"))
        #expect(try found("project", script: "/runs/\(token)/job.sh"))
        // Somebody who looks for something in the job's directory.
        #expect(try !found("bash"))
        #expect(try !found("bash", script: "/runs/\(token)/mine.sh"))
        #expect(
            try search(answer("@hpltune:account 9|COMPLETED|9|/w|x-\(name)")) == .found([JobID("9")]))
    }

    @Test("what sbatch refused was not submitted, whatever the lists keep of it; what began was")
    func refused() throws {
        let refused = answer(
            "@hpltune:queue 12|FAILED|BadConstraints|1:00:00|1|0:00|/w|/w/s|\(name)",
            "@hpltune:account 12|FAILED|0|/w|\(name)")
        #expect(try search(refused) == .none)
        #expect(try search(answer("@hpltune:account 12|FAILED|3|/w|\(name)")) == .found([JobID("12")]))
        let begun = answer("@hpltune:account 12|FAILED|0|/w|\(name)", "@hpltune:claim 12")
        #expect(try search(begun) == .found([JobID("12")]))
    }

    @Test("not found is none only when all are well and the job had its time")
    func notFound() throws {
        #expect(try search(answer()) == .none)
        for output in [answer(squeue: "failed x"), answer(sacct: "failed x")] {
            guard case .undecided = try search(output) else {
                Issue.record("a failing tool decided")
                continue
            }
        }
        guard case .undecided = try search(answer(), age: .seconds(20)) else {
            Issue.record("too early to tell")
            return
        }
    }

    @Test("without accounting a job older than SLURM's memory is asked about, never submitted again")
    func unaccountable() throws {
        let configuration = CommandOutput(
            exitStatus: 0,
            stdout: Array(
                """
                Configuration data as of 2026-11-24T10:00:00
                AccountingStorageType   = accounting_storage/none
                ClusterName             = rome
                KillWait                = 30 sec
                MaxArraySize            = 1001
                MinJobAge               = 300 sec
                SLURM_VERSION           = 22.05.8
                """.utf8))
        let capabilities = try SlurmCapabilities(fromConfiguration: configuration)
        #expect(capabilities.minJobAge == 300 && !capabilities.hasAccounting)
        let scheduler = SlurmScheduler(resources: scheduler.resources, capabilities: capabilities)
        let nothing = answer(sacct: nil)
        #expect(try scheduler.jobIDs(fromFind: [nothing], for: job, age: .seconds(200)) == .none)
        #expect(throws: SchedulerError.self) {
            try scheduler.jobIDs(fromFind: [nothing], for: job, age: .seconds(400))
        }
    }

    @Test(
        "only sbatch itself tells that it took no job, and a shell that there is no sbatch",
        arguments: [
            ("tee: /missing/log: No such file or directory", "", false),
            ("/opt/bin/sbatch: line 3: account-log: command not found", "", false),
            ("mail: invalid option -- 'q'", "", false),
            ("sbatch: error: Unable to open file /j/job.sh: No such file or directory", "", true),
            ("sbatch: invalid option -- 'y'", "", true),
            ("sbatch: fatal: Invalid --array specification", "", true),
            ("motd\nsbatch: error: Batch job submission failed: Invalid account", "17\n", true),
            ("sbatch: error: spank: quota plugin not found\ntee: /log: Permission denied", "4711\n", false),
            ("bash: line 9: sbatch: command not found", "", true),
            ("timeout: failed to run command ‘sbatch’: No such file or directory", "", true),
            ("sbatch is not on the PATH", "", true),
            ("sbatch: unrecognized option '--foo=3'", "", true),
            ("sbatch: option '--ex' is ambiguous; possibilities: '--exclude' '--exclusive'", "", true),
            (#"sbatch: error: "x" is not a valid node count"#, "", true),
            ("sbatch: error: invalid words of a site's plugin", "", false),
            ("sbatch: error: spank: x.so: file not found", "", false),
            ("sbatch: error: spank: x.so: cannot open: No such file or directory", "", false),
            ("sbatch: error: Batch job submission failed: Invalid qos specification", "", true),
            ("sbatch: error: Batch job submission failed: Job violates accounting/QOS policy (x)", "", true),
            ("sbatch: error: Batch job submission failed: Message receive failure", "", false),
            ("sbatch: error: Batch job submission failed: Unexpected message received", "", false),
            ("sbatch: error: Batch job submission failed: Protocol authentication error", "", false),
            ("sbatch: error: Batch job submission failed: Unspecified error", "", false),
            (
                "sbatch: error: Batch job submission failed: Zero Bytes were transmitted or received", "",
                false
            ),
            (
                "sbatch: error: Batch job submission failed: Unable to contact slurm controller (x)", "",
                false
            ),
        ])
    func refusals(errors: String, text: String, isRefusal: Bool) {
        let output = CommandOutput(exitStatus: 1, stdout: Array(text.utf8), stderr: Array(errors.utf8))
        let error = #expect(throws: SchedulerError.self) { try scheduler.jobID(fromSubmit: output) }
        #expect(error?.isRefusal == isRefusal, "\(error!)")
        #expect(error?.description.hasPrefix("the job was not started: ") == isRefusal, "\(error!)")
    }

    @Test("sbatch's answer is found among a site's greetings")
    func answers() throws {
        func submitted(_ text: String, errors: String = "", status: Int32 = 0) throws -> JobID {
            try scheduler.jobID(
                fromSubmit: CommandOutput(
                    exitStatus: status, stdout: Array(text.utf8), stderr: Array(errors.utf8)))
        }
        #expect(try submitted("4711\n") == JobID("4711"))
        #expect(try submitted("4711;rome\n") == JobID("4711;rome"))
        #expect(try submitted("Welcome!\nProject p42: 1200 h left\n4711\n") == JobID("4711"))
        #expect(try submitted("4711\n\n4711\n") == JobID("4711"))
        #expect(throws: SchedulerError.uncertain(reason: "sbatch printed no job id")) {
            try submitted("fine\n")
        }
        // A balance, or the id? The search by name tells.
        for text in ["17\n\n4711\n", "4711\n17\n"] {
            #expect(
                throws: SchedulerError.uncertain(
                    reason: "sbatch printed several lines that may be the job's id (`17`, `4711`)")
            ) { try submitted(text) }
        }
        #expect(throws: SchedulerError.doubtful(reason: "lua: something odd")) {
            try submitted("", errors: "lua: something odd\n", status: 1)
        }
        #expect(throws: SchedulerError.rejected(reason: "sbatch: unrecognized option '--foo=3'")) {
            try submitted(
                "",
                errors:
                    "sbatch: unrecognized option '--foo=3'\nTry \"sbatch --help\" for more information\n",
                status: 1)
        }
        #expect(
            throws: SchedulerError.rejected(
                reason:
                    "sbatch: error: invalid partition specified: x; Batch job submission failed: Invalid partition"
            )
        ) {
            try submitted(
                "",
                errors:
                    "sbatch: error: invalid partition specified: x\nsbatch: error: Batch job submission failed: Invalid partition\n",
                status: 1)
        }
        #expect(
            throws: SchedulerError.rejected(
                reason: "sbatch: error: Batch job submission failed: Invalid account")
        ) {
            try submitted(
                "", errors: "sbatch: error: Batch job submission failed: Invalid account", status: 1)
        }
        #expect(throws: SchedulerError.uncertain(reason: "sbatch: no answer in 45 s")) {
            try submitted("", errors: "sbatch: no answer in 45 s", status: 124)
        }
        #expect(
            throws: SchedulerError.uncertain(reason: "sbatch: error: Socket timed out on send/recv operation")
        ) {
            try submitted("", errors: "sbatch: error: Socket timed out on send/recv operation", status: 1)
        }
    }
}
