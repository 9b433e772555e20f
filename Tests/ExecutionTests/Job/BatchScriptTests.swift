import Execution
import Testing

struct BatchScriptTests {
    static let nasty = [
        "", " ", "two  words", "-n", "--", "it's", "'", "''", #"say "hi""#, "$HOME ${x} $(id) `id`",
        "a!b !! !$", #"\ \\ \n"#,
        "tab\there", "line\nbreak\n", "\r\n", "*?[a-z]{1,2}~", "a;b&c|d>e<f#g", "%s %d", "héllo 世界 🚀",
        "\u{1}\u{1b}[31m\u{7f}",
        "=", "a=b", "(){ :; }", "EOF", "'\"'\"'", "\u{202e}rtl", "@hpltune:end",
    ]

    @Test("arguments arrive byte for byte")
    func arguments() async throws {
        let bench = try Bench()
        let job = bench.job([bench.step("prints", #"printf '%s\0' "$@""#, arguments: Self.nasty)])
        let end = try await bench.run(job)
        #expect(end.steps["prints"]?.exitStatus == 0)
        let stdout = try await bench.runner.fetch(["\(bench.root)/job/prints/stdout"], limit: 100_000)
        #expect(stdout.first?.bytes == Self.nasty.flatMap { Array($0.utf8) + [0] })
    }

    @Test("variables arrive byte for byte, and only in their step")
    func environment() async throws {
        let bench = try Bench()
        var variables: [String: String] = [:]
        for (index, text) in Self.nasty.enumerated() { variables["NASTY_\(index)"] = text }
        let job = bench.job([
            bench.step("with", "env -0", environment: variables), bench.step("without", "env -0"),
        ])
        let end = try await bench.run(job)
        #expect(end.steps.count == 2)
        let outputs = try await bench.runner.fetch(job.steps.map { $0.directory + "/stdout" }, limit: 1 << 20)
        let seen = Set(outputs[0].bytes.split(separator: 0).map { Array($0) })
        for (name, value) in variables { #expect(seen.contains(Array("\(name)=\(value)".utf8)), "\(name)") }
        #expect(seen.contains(Array("HPLTUNE_TOKEN=\(job.token)".utf8)))
        #expect(!outputs[1].text.contains("NASTY_"))
    }

    @Test("names and directories may hold quotes and spaces")
    func paths() async throws {
        let bench = try Bench()
        var job = bench.job([
            bench.step("a", "pwd"),
            bench.step(
                "b", "cat 'in put'",
                files: [
                    FileContent(path: "in put", text: "given")
                ]),
        ])
        job.name = "it's \"50 %\" $HOME"
        job.directory = "\(bench.root)/it's a $job"
        job.steps[0].directory = job.directory + "/step \"1\" 世界"
        job.steps[1].directory = job.directory + "/-b"
        let end = try await bench.run(job)
        #expect(end.steps.mapValues(\.exitStatus) == ["a": 0, "b": 0])
        let outputs = try await bench.runner.fetch(job.steps.map { $0.directory + "/stdout" }, limit: 1000)
        #expect(outputs.map(\.text) == [job.steps[0].directory + "\n", "given"])
    }

    @Test("a prologue that loads modules gets the function that otherwise only login shells have")
    func modules() async throws {
        let bench = try Bench()
        let job = bench.job([bench.step("a", "echo loaded $LOADED")], prologue: ["module load gcc"])
        let script = try BatchScript(for: job, scheduler: DirectScheduler())
        try await bench.transport.createDirectory(job.steps[0].directory)
        try await bench.transport.createDirectory(bench.root + "/modules/init")
        try bench.write("module() { export LOADED=$2; }\n", to: "modules/init/bash")
        try bench.write(script.text, to: "job/job.sh")
        var command = Command(argv: ["bash", job.scriptPath])
        command.environment = ["MODULESHOME": bench.root + "/modules"]
        let output = try await bench.transport.run(command, timeout: .seconds(60), outputLimit: 1000)
        #expect(output.exitStatus == 0, "\(output.complaint)")
        #expect(try bench.text("job/a/stdout") == "loaded gcc\n")
    }

    @Test("the script is pure bash, starts with the scheduler's header and no login shell")
    func header() throws {
        let bench = try Bench()
        let job = bench.job([bench.step("a", "true", limit: .milliseconds(1500))])
        let text = try BatchScript(for: job, scheduler: DirectScheduler()).text
        #expect(text.hasPrefix("#!/bin/bash\n"))
        #expect(text.contains("exec timeout --kill-after=10 1.500 'bash'"))
        let login = try BatchScript(for: job, scheduler: DirectScheduler(loginShell: true)).text
        #expect(login.hasPrefix("#!/bin/bash -l\n"))
    }
}
