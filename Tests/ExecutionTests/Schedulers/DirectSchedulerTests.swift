import Execution
import Testing

@Suite("What status scripts answer")
struct DirectSchedulerTests {
    let scheduler = DirectScheduler()
    let token = JobToken.random()
    var id: JobID { JobID("\(token):4242:99:boot") }
    var file: String {
        #"{"token":"\#(token)","pid":4242,"startTicks":99,"bootID":"boot","host":"n1","owner":"x","restart":0}"#
    }

    func reference(_ id: JobID?) -> JobReference {
        JobReference(token: token, id: id, directory: "/j", name: "hpltune-\(token)")
    }

    func output(_ lines: String..., status: Int32 = 0) -> CommandOutput {
        CommandOutput(exitStatus: status, stdout: Array(lines.joined(separator: "\n").utf8))
    }

    func state(_ output: CommandOutput, _ reference: JobReference) throws -> JobState? {
        try scheduler.states(of: [reference], fromStatus: output)[reference]
    }

    @Test("the evidence gives the state")
    func evidence() throws {
        for (evidence, expected) in [("alive", JobState.running), ("gone", .ended)] {
            let answer = output("@hpltune:begin", "@hpltune:job \(token) \(evidence) \(file)", "@hpltune:end")
            #expect(try state(answer, reference(id)) == expected)
            #expect(try state(answer, reference(nil)) == expected)
        }
        let other = output("@hpltune:begin", "@hpltune:job \(token) alive \(file)", "@hpltune:end")
        #expect(try state(other, reference(JobID("\(token):1:2:boot"))) == .ended)
        let elsewhere = output("@hpltune:begin", "@hpltune:job \(token) elsewhere \(file)", "@hpltune:end")
        #expect(try state(elsewhere, reference(id)) == .missing(reason: "it was started on n1; ask there"))
        guard case .missing = try state(output("@hpltune:begin", "@hpltune:end"), reference(id)) else {
            Issue.record("no evidence is no state")
            return
        }
    }

    @Test("noise of the site does not disturb: before, between, after, on the same line")
    func noise() throws {
        let answer = output(
            "Welcome to the cluster!", "@hpltune:job \(token) gone {}", "Loading modules... @hpltune:begin",
            "\u{1b}[31mwarning",
            "quota: 93 %@hpltune:job \(token) alive \(file)", "@hpltune:job", "@hpltune:",
            "@hpltune:unheard of", "",
            "@hpltune:end", "logout", "@hpltune:job \(token) gone")
        #expect(try state(answer, reference(id)) == .running)
        #expect(try scheduler.jobIDs(fromFind: [answer], for: reference(nil), age: .zero) == .found([id]))
    }

    @Test(
        "an answer that was cut off, or is none, changes nothing",
        arguments: [
            "", "bash: command not found\n", "@hpltune:begin\n@hpltune:job abc alive {}\n", "@hpltune:end\n",
            "@hpltune:begin\n@hpltune:en",
        ])
    func cut(text: String) {
        let answer = CommandOutput(
            exitStatus: 0, stdout: Array(text.utf8), stderr: Array("Connection closed\n".utf8))
        let error = #expect(throws: SchedulerError.self) { try state(answer, reference(id)) }
        #expect(error?.description.contains("Connection closed") == true)
    }

    @Test("bytes that are no text are skipped")
    func bytes() throws {
        var answer = output("@hpltune:begin", "@hpltune:job \(token) alive \(file)", "@hpltune:end")
        answer.stdout = [0xff, 0xfe, 0, 0x80, 10] + answer.stdout + [10, 0xff]
        #expect(try state(answer, reference(id)) == .running)
    }

    @Test("a start that fails is refused with the script's words")
    func rejected() {
        let answer = CommandOutput(
            exitStatus: 75, stderr: Array("/j/job.json did not appear; look at /j/job.log\n".utf8))
        let error = #expect(throws: SchedulerError.self) { try scheduler.jobID(fromSubmit: answer) }
        #expect(
            error?.description == "the job was not started: /j/job.json did not appear; look at /j/job.log")
    }
}
