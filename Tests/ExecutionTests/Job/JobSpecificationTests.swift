import Execution
import Testing

struct JobSpecificationTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        let message: String
        let make: @Sendable (inout JobSpecification) -> Void
        var testDescription: String { message }
    }

    static let faults: [Fault] = [
        Fault(message: "it has no steps") { $0.steps = [] },
        Fault(message: "two steps are named a") { $0.steps[1].name = "a" },
        Fault(message: "is taken; give each step its own") { $0.steps[1].directory = $0.steps[0].directory },
        Fault(message: "make it absolute") { $0.directory = "relative" },
        Fault(message: "write it without '..'") { $0.directory = "/a/../b" },
        Fault(message: "control characters") { $0.steps[0].directory = "/a\nb" },
        Fault(message: "control characters") { $0.name = "two\nlines" },
        Fault(message: "is no name for a step") { $0.steps[0].name = "a/b" },
        Fault(message: "is no name for a step") { $0.steps[0].name = "" },
        Fault(message: "the command is empty") { $0.steps[0].argv = [] },
        Fault(message: "the command is empty") { $0.steps[0].argv = [""] },
        Fault(message: "NUL byte") { $0.steps[0].argv.append("a\0b") },
        Fault(message: "NUL byte") { $0.steps[0].environment["A"] = "a\0b" },
        Fault(message: "NUL byte") { $0.prologue = ["a\0b"] },
        Fault(message: "is no name for a variable") { $0.steps[0].environment["A-B"] = "1" },
        Fault(message: "is no name for a variable") { $0.steps[0].environment["1A"] = "1" },
        Fault(message: "is no name for a variable") { $0.steps[0].environment[""] = "1" },
        Fault(message: "set by hpltune itself") { $0.steps[0].environment["HPLTUNE_TOKEN"] = "1" },
        Fault(message: "is no plain file name") { $0.steps[0].files = [FileContent(path: "../x", text: "")] },
        Fault(message: "the job writes stdout itself") {
            $0.steps[0].files = [FileContent(path: "stdout", text: "")]
        },
        Fault(message: "time limit must be positive") { $0.steps[0].timeLimit = .zero },
        Fault(message: "time limit must be positive") { $0.timeLimit = .seconds(-1) },
    ]

    @Test("a job that cannot work is refused with what is wrong, on one line", arguments: faults)
    func refused(fault: Fault) throws {
        let step = JobStep(name: "a", directory: "/job/a", argv: ["true"], timeLimit: .seconds(1))
        var other = step
        other.name = "b"
        other.directory = "/job/b"
        var job = JobSpecification(
            token: .random(), name: "test", directory: "/job", steps: [step, other], timeLimit: .seconds(60))
        try job.validate()
        fault.make(&job)
        let error = #expect(throws: JobSpecificationError.self) { try job.validate() }
        #expect(error?.description.contains(fault.message) == true, "\(error?.description ?? "")")
        #expect(throws: JobSpecificationError.self) {
            try BatchScript(for: job, scheduler: DirectScheduler())
        }
    }

    @Test("tokens are short words that never repeat")
    func tokens() throws {
        #expect(Set((0..<1000).map { _ in JobToken.random() }).count == 1000)
        #expect(JobToken("abc123")?.text == "abc123")
        for text in ["", "Abc", "a b", "a-b", "é", String(repeating: "a", count: 65)] {
            #expect(JobToken(text) == nil, "\(text)")
        }
    }
}
