import Testing
import Tuning

@Suite("Ends of studies")
struct StudyEndTests {
    @Test(
        "who cancelled a job is said when it is known, and nothing twice",
        arguments: [
            ("it was cancelled", "was cancelled by somebody else, and its run waits"),
            ("it was cancelled by 1000", "was cancelled by somebody else (it was cancelled by 1000), and"),
        ])
    func jobCancelled(ending: String, words: String) {
        let end = StudyEnd.jobCancelled(id: "5", round: 1, runs: 1, ending: ending)
        #expect(end.description.contains(words), "\(end)")
    }
}
