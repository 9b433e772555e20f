import Testing

@testable import Search

struct ObservationsTests {
    private let indexing = SpaceIndexing(SearchSpace.open.parameters)
    private let point = Point(["x": 1, "y": 2, "z": "a"])
    private let other = Point(["x": 2, "y": 2, "z": "b"])

    @Test("Runs of a point come together, whatever the order of its parameters")
    func replicates() {
        let turned = Point(["z": "a", "y": 2, "x": 1])
        let history = History([
            Trial(Candidate(point: point, why: "a"), .measured(value: 5, seconds: 1)),
            Trial(Candidate(point: other, why: "b"), .pending),
            Trial(Candidate(point: turned, replicate: 3, why: "c"), .measured(value: 7, seconds: 1)),
        ])
        let observations = Observations(history, in: indexing)
        #expect(observations.places.count == 2)
        #expect(observations.places[0].runs.map(\.value) == [5, 7])
        #expect(observations.places[0].runs.map(\.number) == [1, 3])
        #expect(observations.places[0].replicate == 4)
        #expect(observations.places[0].number == 1)
        #expect(observations.places[1].pending == 1)
        #expect(observations.measured == [0])
        #expect(observations.scale == .logarithmic)
    }

    @Test("Failures of the point count unless it ever worked; losses, other levels and other spaces do not")
    func failures() {
        let history = History([
            Trial(Candidate(point: point, why: "a"), .failed(.configuration)),
            Trial(Candidate(point: point, replicate: 1, why: "a"), .measured(value: 1, seconds: 1)),
            Trial(Candidate(point: other, why: "b"), .failed(.timeout)),
            Trial(
                Candidate(point: other, level: FidelityLevel(0.5), why: "b"), .measured(value: 1, seconds: 1)),
            Trial(Candidate(point: Point(["x": 0.5, "y": 1, "z": "a"]), why: "c"), .failed(.infrastructure)),
            Trial(
                Candidate(point: Point(["x": 7, "y": 1, "z": "a"]), why: "d"), .measured(value: 1, seconds: 1)
            ),
            Trial(Candidate(point: Point(["x": 1, "y": 1]), why: "e"), .measured(value: 1, seconds: 1)),
        ])
        let places = Observations(history, in: indexing).places
        #expect(places.map(\.hasFailed) == [false, true, false])
        #expect(places.map(\.isMeasured) == [true, false, false])
    }

    @Test("Values that are no numbers are failures; values that are not positive are not taken logarithms of")
    func values() {
        let history = History([
            Trial(Candidate(point: point, why: "a"), .measured(value: .nan, seconds: 1)),
            Trial(Candidate(point: other, why: "b"), .measured(value: -2, seconds: 1)),
        ])
        let observations = Observations(history, in: indexing)
        #expect(observations.places.map(\.hasFailed) == [true, false])
        #expect(observations.scale == .linear)
        #expect(observations.scale.value(observations.scale.modelled(-2)) == -2)
    }

    @Test("A model of thousands of runs takes the best points, some of all others, and what is running")
    func thinning() {
        let space = SearchSpace.open
        var trials: [Trial] = []
        for number in 0..<2_000 {
            let point = Point(["x": 1, "y": .integer(number), "z": "a"])
            trials.append(
                Trial(Candidate(point: point, why: "a"), .measured(value: Double(number + 1), seconds: 1)))
        }
        var parameters = space.parameters
        parameters[1] = Parameter(name: "y", kind: .ordinal, values: (0..<2_000).map { .integer($0) })
        let running = Candidate(point: trials[3].candidate.point, replicate: 1, why: "again")
        let observations = Observations(
            History(trials + [Trial(running, .pending)]), in: SpaceIndexing(parameters))
        let thinned = observations.thinned(to: 400)
        let values = thinned.places.flatMap(\.runs).map(\.value)
        #expect((300...401).contains(values.count))
        #expect(Set(values).isSuperset(of: (1_701...2_000).map(Double.init)))
        #expect(values.contains { $0 < 100 })
        #expect(thinned.places.contains { $0.pending == 1 })
        #expect(observations.thinned(to: 5_000).places.count == 2_000)
    }

    @Test("Of a point that was run a thousand times an even selection counts")
    func thinningRuns() {
        let trials = (0..<1_000).map {
            Trial(
                Candidate(point: point, replicate: $0, why: "a"), .measured(value: Double($0 + 1), seconds: 1)
            )
        }
        let thinned = Observations(History(trials), in: indexing).thinned(to: 100)
        let values = thinned.places[0].runs.map(\.value)
        #expect(values.count == 100)
        #expect(values.first == 1 && values.last == 991)
        #expect(thinned.places[0].replicate == 1_000)
    }
}
