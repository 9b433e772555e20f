import Search
import Testing
import Tuning

@Suite("Where a study stands")
struct StudyProgressTests {
    private let other = TestStudy.point.replacing("NB", with: 64)

    @Test("failures count when they teach something, and smaller N never competes")
    func counting() throws {
        let trials = [
            TestStudy.trial(1, .measured(10)),
            TestStudy.trial(2, .measured(50), level: FidelityLevel(0.5)),
            TestStudy.trial(3, .measured(12), point: other),
            TestStudy.trial(4, .failed(.configuration)),
            TestStudy.trial(5, .failed(.infrastructure)),
            TestStudy.trial(6, .failed(.timeout)),
            TestStudy.trial(7, .pending, wallSeconds: nil),
        ]
        let progress = StudyProgress(trials: trials, nodes: 2, expertDefault: TestStudy.point.hash)
        #expect(progress.taught == 5)
        #expect(progress.failed == 3)
        #expect(progress.pending == 1)
        #expect(progress.best?.number == 3)
        #expect(progress.nodeSeconds == 12)
        #expect(try abs(#require(progress.gainOverDefault) - 0.2) < 1e-12)
    }

    @Test("the best is a mean with Student's interval over the runs of its point")
    func interval() throws {
        let trials = [
            TestStudy.trial(1, .measured(8)),
            TestStudy.trial(2, .measured(10), point: other),
            TestStudy.trial(3, .measured(12), point: other, replicate: 1),
            TestStudy.trial(4, .measured(11), point: other, replicate: 2),
        ]
        let progress = StudyProgress(trials: trials, nodes: 1, expertDefault: TestStudy.point.hash)
        let best = try #require(BestConfiguration(of: trials, progress: progress))
        #expect(best.trial.number == 3)
        #expect(best.runs == [10, 12, 11])
        #expect(best.mean == 11)
        // mean ± 4.303 · 1/√3, by hand.
        let interval = try #require(best.interval)
        #expect(abs(interval.lowerBound - 8.5157) < 1e-3)
        #expect(abs(interval.upperBound - 13.4843) < 1e-3)
        #expect(try abs(#require(best.gainOverDefault) - 0.375) < 1e-12)
        #expect(best.tellingInterval == interval)
        let pair = [
            TestStudy.trial(1, .measured(10), point: other),
            TestStudy.trial(2, .measured(11), point: other, replicate: 1),
        ]
        let vague = try #require(
            BestConfiguration(
                of: pair, progress: StudyProgress(trials: pair, nodes: 1, expertDefault: nil),
                recommended: other.hash))
        // 10.5 ± 12.706 · 0.5
        #expect(vague.interval?.upperBound ?? 0 > 16 && vague.tellingInterval == nil)
    }

    @Test("the next best is named when the runs cannot tell the two apart, and only then")
    func rivals() throws {
        func best(_ others: [Double]) throws -> BestConfiguration {
            var trials = [10.0, 10.4, 10.2].enumerated().map {
                TestStudy.trial($0 + 1, .measured($1), point: other, replicate: $0)
            }
            for (index, gflops) in others.enumerated() {
                trials.append(TestStudy.trial(index + 4, .measured(gflops), replicate: index))
            }
            let progress = StudyProgress(trials: trials, nodes: 1, expertDefault: nil)
            return try #require(
                BestConfiguration(of: trials, progress: progress, recommended: other.hash))
        }
        #expect(try best([9.9, 10.3, 10.1]).rival?.point == TestStudy.point)
        #expect(try best([9.9, 10.3, 10.1]).rival?.runs == [9.9, 10.3, 10.1])
        #expect(try best([8.0, 8.2, 8.1]).rival == nil)
        #expect(try best([10.1]).rival == nil, "one run tells nothing of how runs scatter")
    }

    private func shared(_ gflops: Double) -> TrialRecord.State {
        .measured(
            Measurement(
                variant: "WR11C2R4", n: 100, nb: 32, p: 1, q: 2, seconds: 0.5, gflops: gflops,
                residual: 0.004, isContaminated: true))
    }

    @Test(
        "runs that shared the machine are lower bounds: they count when they are the fastest, and nothing is measured against them"
    )
    func doubtful() throws {
        let trials = [
            TestStudy.trial(1, shared(4)),
            TestStudy.trial(2, .measured(10), point: other),
            TestStudy.trial(3, shared(2), point: other, replicate: 1),
            TestStudy.trial(4, .measured(10.2), point: other, replicate: 2),
        ]
        let progress = StudyProgress(trials: trials, nodes: 1, expertDefault: TestStudy.point.hash)
        let best = try #require(BestConfiguration(of: trials, progress: progress, recommended: other.hash))
        #expect(best.runs == [10, 10.2])
        #expect(!best.isDoubtful)
        #expect(best.isDefaultDoubtful && best.gainOverDefault == nil && best.isGainSignificant == nil)
        #expect(progress.gainOverDefault == nil)
        // Slower than others that had the machine to themselves: it is not the best, whatever the strategy says of it.
        let slow = try #require(
            BestConfiguration(of: trials, progress: progress, recommended: TestStudy.point.hash))
        #expect(slow.trial.number == 4 && slow.sharedRuns == 0)
        // A clean run of the default is the one to be measured against.
        let mended = trials + [TestStudy.trial(5, .measured(5))]
        let progressed = StudyProgress(trials: mended, nodes: 1, expertDefault: TestStudy.point.hash)
        #expect(progressed.expertDefault?.number == 5)
        #expect(try abs(#require(progressed.gainOverDefault) - 1.04) < 1e-12)
        let onlyShared = [TestStudy.trial(1, shared(4)), TestStudy.trial(2, shared(5), point: other)]
        let doubted = StudyProgress(trials: onlyShared, nodes: 1, expertDefault: TestStudy.point.hash)
        let only = try #require(
            BestConfiguration(of: onlyShared, progress: doubted, recommended: TestStudy.point.hash))
        #expect(only.isDoubtful && only.runs == [4] && only.gainOverDefault == nil)
    }

    @Test("one slow run that had the machine to itself does not win over faster ones that shared it")
    func lowerBounds() throws {
        let third = TestStudy.point.replacing("NB", with: .integer(96))
        var trials = [
            TestStudy.trial(1, shared(34.7)), TestStudy.trial(2, shared(39.7), point: third),
            TestStudy.trial(3, .measured(19), point: other),
            TestStudy.trial(4, shared(12), point: third, replicate: 1),
        ]
        func best(recommended: PointHash?) throws -> BestConfiguration {
            let progress = StudyProgress(trials: trials, nodes: 1, expertDefault: TestStudy.point.hash)
            #expect(progress.best?.number == 2)
            return try #require(BestConfiguration(of: trials, progress: progress, recommended: recommended))
        }
        // What the strategy recommends, or else the fastest; of its runs what is above 19.
        for recommended in [third.hash, nil] {
            let fastest = try best(recommended: recommended)
            #expect(fastest.trial.number == 2 && fastest.runs == [39.7])
            #expect(fastest.isDoubtful && fastest.sharedRuns == 1 && fastest.gainOverDefault == nil)
        }
        #expect(try best(recommended: TestStudy.point.hash).trial.number == 1)
        // Besides undisturbed runs of the same point those count that are above them.
        trials.append(TestStudy.trial(5, .measured(38), point: third, replicate: 2))
        let mixed = try best(recommended: third.hash)
        #expect(mixed.runs == [39.7, 38] && mixed.sharedRuns == 1 && !mixed.isDoubtful)
        // Of equals the one that had the machine to itself.
        let equal = trials + [TestStudy.trial(6, .measured(39.7), point: other)]
        #expect(StudyProgress(trials: equal, nodes: 1, expertDefault: nil).best?.number == 6)
    }

    @Test("a gain is more than chance, or not, or cannot be told")
    func gain() throws {
        func best(_ standard: [Double]) throws -> BestConfiguration {
            var trials = standard.enumerated().map {
                TestStudy.trial($0 + 1, .measured($1), replicate: $0)
            }
            for (index, gflops) in [10.0, 10.1, 10.2].enumerated() {
                trials.append(
                    TestStudy.trial(index + 9, .measured(gflops), point: other, replicate: index))
            }
            let progress = StudyProgress(trials: trials, nodes: 1, expertDefault: TestStudy.point.hash)
            return try #require(BestConfiguration(of: trials, progress: progress, recommended: other.hash))
        }
        #expect(try best([8, 8.1, 8.2]).isGainSignificant == true)
        #expect(try best([9, 10.4, 10.6]).isGainSignificant == false)
        #expect(try best([8]).isGainSignificant == nil)
    }

    @Test("no rate is below zero, however little two runs agree")
    func clipped() throws {
        let trials = [TestStudy.trial(1, .measured(8)), TestStudy.trial(2, .measured(1), replicate: 1)]
        let progress = StudyProgress(trials: trials, nodes: 1, expertDefault: nil)
        let interval = BestConfiguration(of: trials, progress: progress)?.interval
        #expect(interval?.lowerBound == 0)
    }

    @Test("one run has no interval, none no best")
    func few() throws {
        let one = [TestStudy.trial(1, .measured(8))]
        let progress = StudyProgress(trials: one, nodes: 1, expertDefault: nil)
        #expect(try #require(BestConfiguration(of: one, progress: progress)).interval == nil)
        let none = StudyProgress(trials: [], nodes: 1, expertDefault: nil)
        #expect(BestConfiguration(of: [], progress: none) == nil)
    }
}
