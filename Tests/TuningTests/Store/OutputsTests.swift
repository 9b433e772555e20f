import Execution
import Foundation
import Testing

@testable import Tuning

@Suite("Kept outputs")
struct OutputsTests {
    @Test("a long output keeps its beginning and its end, and says what is left out")
    func cut() {
        let whole =
            Array("first line\n".utf8) + [UInt8](repeating: 0x2E, count: 400_000)
            + Array("\nlast line\n".utf8)
        let output = KeptOutput(name: "stdout", whole: whole)
        let text = String(decoding: output.content, as: UTF8.self)
        #expect(text.hasPrefix("first line\n"))
        #expect(text.hasSuffix("\nlast line\n"))
        #expect(text.contains("\n[hpltune: \(whole.count - 262_144) bytes are left out here]\n"))
        #expect(output.content.count < 262_144 + 100)
        #expect(output.bytes == whole.count)
        #expect(output.isCut)
        #expect(!KeptOutput(name: "stdout", whole: [1, 2]).isCut)
    }

    @Test("they come with the outcome, for measured and failed runs, and are forgotten by age")
    func keeping() async throws {
        try await TemporaryFolder.with { folder in
            let store = try StudyStore(path: folder.path + "/hpltune.db")
            let me = TestStudy.holder()
            let study = try store.create(TestStudy.draft(), at: 1_000)
            try store.takeLease(ofStudy: study, for: me) { _ in false }
            let points = [32, 64].map { TestStudy.point.replacing("NB", with: .integer($0)) }
            let job = try store.plan(TestStudy.plan(points), forStudy: study, heldBy: me, at: 1_001)
            let text = [UInt8](repeating: 0x41, count: 200_000)
            let failure = TrialFailure(
                kind: "crashed", failureClass: .configuration, message: "it crashed; mend it")
            try store.record(
                .measured(TestStudy.measurement(gflops: 5)), of: job.attempts[0], facts: RunFacts(),
                outputs: [KeptOutput(name: "stdout", whole: text), KeptOutput(name: "stderr", whole: [])],
                forStudy: study, heldBy: me, at: 2_000)
            try store.record(
                .failed(failure), of: job.attempts[1], facts: RunFacts(),
                outputs: [KeptOutput(name: "stderr", whole: Array("Segmentation fault\n".utf8))],
                forStudy: study, heldBy: me, at: 3_000)
            #expect(try store.outputs(ofAttempt: job.attempts[0].id).map(\.name) == ["stdout"])
            #expect(try store.outputs(ofAttempt: job.attempts[0].id).map(\.content) == [text])
            #expect(try StudyStore(reading: store.path).outputs(ofAttempt: job.attempts[1].id).count == 1)

            let before = store.bytesOnDisk
            let cleared = try store.clearOutputs(keptBefore: 2_500)
            #expect(cleared.count == 1)
            #expect(cleared.bytes == 200_000)
            try store.returnSpace()
            #expect(store.bytesOnDisk < before - 150_000)
            #expect(try store.outputs(ofAttempt: job.attempts[0].id).isEmpty)
            #expect(try store.outputs(ofAttempt: job.attempts[1].id).count == 1)
            #expect(try store.clearOutputs(keptBefore: nil).count == 1)
            #expect(try store.trials(ofStudy: study.id).map(\.stateName) == ["measured", "failed"])
        }
    }

    @Test("an outcome that is refused leaves no output either")
    func together() throws {
        let store = try StudyStore.inMemory()
        let me = TestStudy.holder()
        let study = try store.create(TestStudy.draft(), at: 1_000)
        try store.takeLease(ofStudy: study, for: me) { _ in false }
        let job = try store.plan(TestStudy.plan([TestStudy.point]), forStudy: study, heldBy: me, at: 1_001)
        func record(_ text: String) throws {
            try store.record(
                .measured(TestStudy.measurement(gflops: 5)), of: job.attempts[0], facts: RunFacts(),
                outputs: [KeptOutput(name: text, whole: [1])], forStudy: study, heldBy: me, at: 2_000)
        }
        try record("first")
        #expect(throws: StoreError.self) { try record("second") }
        #expect(try store.outputs(ofAttempt: job.attempts[0].id).map(\.name) == ["first"])
    }

    @Test("a driver keeps what its runs printed, also of a run that failed")
    func driving() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 2, batch: 1)
            _ = try await hpl.drive { event in
                guard case .ended = event else { return }
                do { try hpl.set(.wrong) } catch { Issue.record(error) }
            }
            let texts = try hpl.trials.map { trial in
                try hpl.store.outputs(ofAttempt: trial.attempts[0].id).map {
                    String(decoding: $0.content, as: UTF8.self)
                }
            }
            #expect(texts.count == 2)
            #expect(texts[0].first?.contains("PASSED") == true)
            #expect(texts[1].first?.contains("FAILED") == true)
            #expect(try DatabaseCheck(of: hpl.store.path).findings == [])
        }
    }

    @Test("each file once, by its name")
    func files() {
        let files = ["/r/stdout", "/r/stdout", "/r/stderr"].map { FileContent(path: $0, text: "x") }
        #expect(KeptOutput.list(of: files).map(\.name) == ["stdout", "stderr"])
    }
}
