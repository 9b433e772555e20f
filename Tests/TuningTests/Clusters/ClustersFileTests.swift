import Execution
import HPL
import Search
import Testing

@testable import Tuning

@Suite("clusters.yaml")
struct ClustersFileTests {
    private static func file(_ text: String, template: String? = nil) throws -> ClustersFile {
        try ClustersFile(text: text, file: "c.yaml") { path, node throws(FileError) in
            guard let template else { throw node.error("there is no file `\(path)`") }
            return template
        }
    }

    /// The lines that a job of this profile begins with.
    private static func header(_ text: String, template: String? = nil, nodes: Int = 1) throws -> [String] {
        let profile = try file("rome:\n  scheduler: slurm\n" + text, template: template).profile(
            named: "rome")
        var setUp = TestStudy.setUp()
        setUp.cluster = profile
        setUp.resources.nodes = nodes
        if let memory = profile.memoryPerNode { setUp.resources.memoryPerNode = memory }
        let scheduler = SlurmScheduler(
            resources: try #require(setUp.slurmResources), template: profile.template?.text)
        return scheduler.header(
            for: JobSpecification(
                token: .random(), name: "hpltune-x", directory: "/w", steps: [], timeLimit: .seconds(600)))
    }

    @Test(
        "each key of a job reaches the script",
        arguments: [
            ("partition: gpu", "#SBATCH --partition=gpu"), ("account: a-b", "#SBATCH --account=a-b"),
            ("qos: high", "#SBATCH --qos=high"), ("reservation: r1", "#SBATCH --reservation=r1"),
            ("constraint: \"rome&ib\"", "#SBATCH --constraint=rome&ib"),
            ("exclusive: yes", "#SBATCH --exclusive"),
            ("sbatch: [--mail-type=END]", "#SBATCH --mail-type=END"),
            ("memory_per_node: 2GiB", "#SBATCH --mem=2048M"), ("", "#SBATCH --mem=0"),
            ("", "#SBATCH --ntasks-per-node=2"), ("", "#SBATCH --cpus-per-task=1"),
        ])
    func jobKeys(text: String, line: String) throws {
        #expect(try Self.header("  \(text)\n").contains(line))
    }

    @Test("a key that is left out leaves no line")
    func leftOut() throws {
        let lines = try Self.header("  exclusive: no\n")
        for option in [
            "partition", "account", "qos", "reservation", "constraint", "exclusive", "threads-per-core",
        ] {
            #expect(!lines.contains { $0.hasPrefix("#SBATCH --\(option)") }, "\(option)")
        }
    }

    @Test("a template from a file beside")
    func template() throws {
        let lines = try Self.header(
            "  template: head.sh\n", template: "#!/bin/bash\n{{directives}}\numask 027")
        #expect(lines.first == "#!/bin/bash")
        #expect(lines.last == "umask 027")
        #expect(lines.contains("#SBATCH --nodes=1"))
    }

    @Test("all that is not of a job")
    func otherKeys() throws {
        let profile = try Self.file(
            """
            # a comment
            rome:
              scheduler: slurm
              work_directory: ~/hpl
              time: 2-00:00:00
              packing: job-per-trial
              modules: [gcc, openmpi/4.1]
              variables: {OMPI_MCA_pml: ucx}
              prologue: ["ulimit -l unlimited"]
              executable: ~/xhpl
              launcher: srun --mpi=pmix
              nodes: 4
              ranks_per_node: 64
              threads_per_rank: 2
              scheduler_environment: {SLURM_CONF: /etc/s.conf}
            """
        ).profile(named: "rome")
        #expect(profile.workDirectory == "~/hpl")
        #expect(profile.timeSeconds == 172_800)
        #expect(profile.packing == .jobPerTrial)
        #expect(
            profile.environment.commands == ["module load gcc openmpi/4.1", "ulimit -l unlimited"])
        #expect(profile.environment.variables == ["OMPI_MCA_pml": "ucx"])
        #expect(profile.executable == "~/xhpl")
        #expect(profile.launcher == "srun --mpi=pmix")
        #expect([profile.nodes, profile.ranksPerNode, profile.threadsPerRank] == [4, 64, 2])
        #expect(profile.schedulerEnvironment == ["SLURM_CONF": "/etc/s.conf"])
        #expect(profile.isExclusive)
    }

    @Test("nothing but comments is a file without profiles", arguments: ["", "\n  \n", "# one\n  # two\n"])
    func empty(text: String) throws {
        #expect(try Self.file(text).profiles.isEmpty)
        #expect(try Self.file(text).profile(named: "local") == .local)
    }

    @Test(
        "what is wrong is said with its place",
        arguments: [
            (
                "rome: {}",
                "c.yaml:1:7: the key `scheduler` is missing; add `scheduler: slurm` or `scheduler: direct`"
            ),
            ("rome: {scheduler: slrm}", "c.yaml:1:19: unknown word `slrm`; did you mean `slurm`?"),
            (
                "rome: {scheduler: slurm, partiton: a}",
                "c.yaml:1:26: unknown key `partiton`; did you mean `partition`?"
            ),
            (
                "local: {scheduler: direct}",
                "c.yaml:1:1: `local` is the machine hpltune is on and needs no profile; choose another name"
            ),
            (
                "a b: {scheduler: slurm}",
                "c.yaml:1:1: `a b` is no name of a cluster; use letters, digits and - _ . as in `rome`"
            ),
            (
                "r: {scheduler: slurm, partition: \"a b\"}",
                "c.yaml:1:34: `a b` is no name of a partition; it has no blanks and no quotation marks"
            ),
            (
                "r: {scheduler: slurm, constraint: a b}",
                "c.yaml:1:35: `a b` is no constraint; write it without blanks, as in `rome&ib`"
            ),
            (
                "r: {scheduler: slurm, sbatch: [mem=0]}",
                "c.yaml:1:32: `mem=0` is no option of sbatch; write it as in `--mem=0`"
            ),
            (
                "r: {scheduler: slurm, sbatch: [--job-name=x]}",
                "c.yaml:1:32: hpltune sets --job-name itself; leave it out"
            ),
            ("r: {scheduler: slurm, sbatch: [-J x]}", "c.yaml:1:32: hpltune sets -J itself; leave it out"),
            ("r: {scheduler: slurm, sbatch: [-Jx]}", "c.yaml:1:32: hpltune sets -J itself; leave it out"),
            (
                "r: {scheduler: slurm, sbatch: [--test-only]}",
                "c.yaml:1:32: with --test-only sbatch submits nothing; leave it out"
            ),
            (
                "r: {scheduler: slurm, sbatch: [\"--mem=0 --vers\"]}",
                "c.yaml:1:32: with --vers sbatch submits nothing; leave it out"
            ),
            (
                "r: {scheduler: slurm, sbatch: [-QV]}",
                "c.yaml:1:32: with -V sbatch submits nothing; leave it out"
            ),
            (
                "r: {scheduler: slurm, sbatch: [-h]}",
                "c.yaml:1:32: with -h sbatch submits nothing; leave it out"
            ),
            (
                "r: {scheduler: slurm, sbatch: [--usage]}",
                "c.yaml:1:32: with --usage sbatch submits nothing; leave it out"
            ),
            (
                "r: {scheduler: slurm, sbatch: [--time=5]}",
                "c.yaml:1:32: hpltune sets --time itself; use the key `time`"
            ),
            (
                "r: {scheduler: slurm, sbatch: [\"--comment=a\\nb\"]}",
                "c.yaml:1:32: it has several lines; write one"
            ),
            (
                "r: {scheduler: slurm, time: soon}",
                "c.yaml:1:29: `soon` is no time limit; write minutes, `HH:MM:SS` or `D-HH:MM:SS`, or `auto` for as long as the runs need"
            ),
            (
                "r: {scheduler: slurm, time: 1}",
                "c.yaml:1:29: a job takes 5 minutes at least; write `time: 5` or more, or `auto`"
            ),
            (
                "r: {scheduler: slurm, work_directory: hpl}",
                "c.yaml:1:39: `hpl` is no absolute path; begin it with / or ~/"
            ),
            (
                #"r: {scheduler: slurm, work_directory: '/a\b'}"#,
                #"c.yaml:1:39: `/a\b` has a backslash, which sbatch does not take as it is; choose a folder without one"#
            ),
            (
                "r: {scheduler: slurm, work_directory: \"/a\\tb\"}",
                "c.yaml:1:39: `/a b` has a line end or another control character; choose a folder without one"
            ),
            (
                "r: {scheduler: slurm, scheduler_environment: {SLURM_CONF: ''}}",
                "c.yaml:1:47: `SLURM_CONF` is empty; name SLURM's configuration file, or leave it out"
            ),
            ("r: {scheduler: slurm, nodes: 0}", "c.yaml:1:30: 0 is too small; it must be 1 or more"),
            (
                "r: {scheduler: direct, partition: a}",
                "c.yaml:1:35: `partition` is for `scheduler: slurm`; leave it out, or change the scheduler"
            ),
            ("r: {scheduler: slurm, template: t}", "c.yaml:1:33: there is no file `t`"),
            (
                "r: {scheduler: slurm, executable: \"\"}",
                "c.yaml:1:35: expected text, found nothing; write it, or leave the key out"
            ),
            ("- a", "c.yaml:1:1: expected a mapping (`key: value` lines), found a list"),
        ])
    func errors(text: String, message: String) {
        let error = #expect(throws: FileError.self) { try Self.file(text) }
        #expect(error?.description == message)
    }

    @Test(
        "a mistake in a template names the file as one opens it from anywhere",
        arguments: [
            ("head.sh", "/etc/hpltune/head.sh"), ("../t/head.sh", "/etc/t/head.sh"), ("/site.sh", "/site.sh"),
            ("~/head.sh", "~/head.sh"),
        ])
    func templatePath(path: String, file: String) {
        let error = #expect(throws: FileError.self) {
            try ClustersFile(
                text: "r: {scheduler: slurm, template: \(path)}", file: "/etc/hpltune/clusters.yaml"
            ) { _, _ throws(FileError) in "#!/bin/sh" }
        }
        #expect(error?.file == file && error?.line == 1)
    }

    @Test("knows where a profile says something, for mistakes that show only on the cluster")
    func places() throws {
        let file = try Self.file(
            "a:\n  scheduler: slurm\n  scheduler_environment:\n    SLURM_CONF: /s.conf\n")
        func place(_ keys: String..., in profile: String = "a") throws -> [Int?] {
            let node = try file.place(of: keys, in: profile)
            return [node?.line, node?.column]
        }
        #expect(try place("scheduler_environment", "SLURM_CONF") == [4, 17])
        #expect(try place("scheduler_environment", "OTHER") == [4, 5])
        #expect(try place("scheduler") == [2, 14])
        #expect(try place("partition") == [1, 1], "where it is not said, the profile")
        #expect(try place("scheduler", "x") == [2, 14])
        #expect(try place("scheduler", in: "b") == [nil, nil])
    }

    @Test("a cluster that nobody knows")
    func unknown() throws {
        let file = try Self.file("rome: {scheduler: slurm}")
        let error = #expect(throws: FileError.self) { try file.profile(named: "roma") }
        #expect(
            error?.description
                == "c.yaml: no cluster is called `roma`; did you mean `rome`? (there are `rome`, `local`)")
    }
}
