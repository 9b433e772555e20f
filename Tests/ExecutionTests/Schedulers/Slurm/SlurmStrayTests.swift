import Testing

@testable import Execution

@Suite("Jobs in the queue that nobody remembers")
struct SlurmStrayTests {
    private let scheduler = SlurmScheduler(
        resources: SlurmResources(nodes: 1, tasksPerNode: 1, cpusPerTask: 1))
    private let token = JobToken.random()

    private func strays(begun: String = "-", _ lines: String...) throws -> [StrayJob] {
        let text =
            ["@hpltune:begin", "@hpltune:stray \(token) \(begun) /runs/s/round-2-\(token)"]
            + lines.map { "@hpltune:queue \($0)" } + ["@hpltune:tool squeue ok", "@hpltune:end"]
        let search = StraySearch(
            namePrefix: "hpltune-s-", folder: "/runs/s", origin: "1.0 /d.db", known: [])
        return try scheduler.strays(
            of: search,
            fromStray: CommandOutput(exitStatus: 0, stdout: Array(text.joined(separator: "\n").utf8)))
    }

    private func line(
        _ id: String, _ state: String, _ time: String, nodes: Int = 1, name: String? = nil
    ) -> String {
        "\(id)|\(state)|None|1:00:00|\(nodes)|\(time)|/w|/w/s|\(name ?? "hpltune-s-\(token)")"
    }

    @Test("an array has cost what its tasks have that run, in whatever order squeue shows them")
    func array() throws {
        let tasks = [
            line("102_3", "PENDING", "0:00"), line("102_0", "RUNNING", "0:09", nodes: 2),
            line("102_1", "RUNNING", "1:07", nodes: 2), line("102_4", "PENDING", "0:00"),
        ]
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 0, 3, 2]] {
            let found = try strays(
                tasks[order[0]], tasks[order[1]], tasks[order[2]], tasks[order[3]])
            #expect(found.map(\.spent) == ["after up to 1:07 on nodes: 4"])
            #expect(found.map(\.reference.id) == [JobID("102")])
        }
    }

    @Test("a job that waits has not begun, unless its files say so; one that is over is none")
    func waiting() throws {
        for (begun, entry, spent) in [
            ("-", line("102", "PENDING", "0:00"), "before it began" as String?),
            ("begun", line("102_[3-4]", "PENDING", "0:00"), "after part of it had run"),
            ("begun", line("102", "RUNNING", "0:09"), "after 0:09 on nodes: 1"),
            ("begun", line("102", "COMPLETED", "0:09"), nil),
        ] {
            let found = try strays(begun: begun, entry)
            #expect(found.first?.spent == spent)
        }
    }

    @Test("the name a site has made of it does not hide it")
    func renamed() throws {
        let found = try strays(line("102", "RUNNING", "0:09", name: "p1-hpltune-s-\(token)"))
        #expect(found.map(\.reference.id) == [JobID("102")])
    }
}
