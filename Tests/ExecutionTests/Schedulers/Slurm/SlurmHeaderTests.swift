import Testing

@testable import Execution

@Suite("The first lines of a job script for SLURM")
struct SlurmHeaderTests {
    private func job(limit: Duration = .seconds(600)) -> JobSpecification {
        JobSpecification(
            token: .random(), name: "hpltune-x", directory: "/work/{{name}}", steps: [], timeLimit: limit)
    }

    private func scheduler(_ change: (inout SlurmResources) -> Void = { _ in }, template: String? = nil)
        -> SlurmScheduler
    {
        var resources = SlurmResources(nodes: 2, tasksPerNode: 64, cpusPerTask: 1)
        change(&resources)
        return SlurmScheduler(resources: resources, template: template)
    }

    @Test("all that is asked for has its line, what is not has none")
    func directives() {
        let all = scheduler {
            ($0.partition, $0.account, $0.qos) = ("rome", "phys", "high")
            ($0.reservation, $0.constraint) = ("march", "ib&rome")
            $0.megabytesPerNode = 0
            $0.avoidsHardwareThreads = true
            $0.extraOptions = ["--mail-type=END", "--comment=hpl"]
        }
        #expect(
            all.header(for: job()) == [
                "#!/bin/bash -l", "#SBATCH --nodes=2", "#SBATCH --ntasks-per-node=64",
                "#SBATCH --cpus-per-task=1",
                "#SBATCH --time=00:10:00", "#SBATCH --exclusive", "#SBATCH --mem=0",
                "#SBATCH --threads-per-core=1",
                "#SBATCH --partition=rome", "#SBATCH --account=phys", "#SBATCH --qos=high",
                "#SBATCH --reservation=march", "#SBATCH --constraint=ib&rome", "#SBATCH --mail-type=END",
                "#SBATCH --comment=hpl", "#SBATCH --signal=B:USR1@180", "#SBATCH --requeue",
            ])
        let few = scheduler { $0.exclusive = false }
        #expect(
            few.header(for: job()) == [
                "#!/bin/bash -l", "#SBATCH --nodes=2", "#SBATCH --ntasks-per-node=64",
                "#SBATCH --cpus-per-task=1",
                "#SBATCH --time=00:10:00", "#SBATCH --signal=B:USR1@180", "#SBATCH --requeue",
            ])
    }

    @Test("memory: all, so much, or as the user says")
    func memory() {
        func lines(_ megabytes: Int?, _ extra: [String]) -> [String] {
            scheduler {
                $0.megabytesPerNode = megabytes
                $0.extraOptions = extra
            }.header(for: job()).filter { $0.contains("--mem") }
        }
        #expect(lines(0, []) == ["#SBATCH --mem=0"])
        #expect(lines(2048, []) == ["#SBATCH --mem=2048M"])
        #expect(lines(nil, []) == [])
        #expect(lines(0, ["--mem-per-cpu=2G"]) == ["#SBATCH --mem-per-cpu=2G"])
    }

    @Test("a template: its text, with the placeholders replaced once")
    func template() {
        let template = """
            #!/bin/bash -l
            # {{name}} {{nodes}}x{{ranks_per_node}}x{{threads_per_rank}} {{partition}} {{minutes}} min
            {{directives}}
            #SBATCH --mail-user=me
            cd {{directory}}
            """
        let header = scheduler({ $0.partition = "rome" }, template: template).header(
            for: job(limit: .seconds(61)))
        #expect(header[1] == "# hpltune-x 2x64x1 rome 5 min")
        #expect(header[2] == "#SBATCH --nodes=2")
        #expect(header.contains("#SBATCH --time=00:05:00"))
        #expect(header.contains("#SBATCH --requeue"))
        #expect(
            header.suffix(2) == ["#SBATCH --mail-user=me", "cd /work/{{name}}"], "a value is not looked into")
    }
}
