import Testing

@testable import Search

struct SurrogateTests {
    private static let parameters = SearchSpace.smooth.parameters

    private func surrogate(
        _ trials: [Trial], _ settings: SurrogateSettings = SurrogateSettings(),
        scales: [LevelEncoding.Scale] = [.index]
    ) throws -> Surrogate {
        let observations = Observations(History(trials), in: SpaceIndexing(Self.parameters))
        return try Surrogate(
            of: observations,
            encodings: scales.map { LevelEncoding(of: Self.parameters, ordinals: $0, special: 0) },
            settings: settings)
    }

    /// The hill at every third x, with `change` applied to the value at (6, 0.5, 4).
    private func trials(change: Double = 1, again: [Double] = []) -> [Trial] {
        var trials: [Trial] = []
        for x in stride(from: 0, through: 15, by: 3) {
            for y in [0.0, 0.5, 1] {
                for z in [1, 4] {
                    let point = Point(["x": .integer(x), "y": .real(y), "z": .integer(z)])
                    let factor = x == 6 && y == 0.5 && z == 4 ? change : 1
                    trials.append(
                        Trial(
                            Candidate(point: point, why: "design"),
                            .measured(value: factor * BayesSearch.hill(point), seconds: 1)))
                }
            }
        }
        for (number, factor) in again.enumerated() {
            let candidate = Candidate(point: Self.suspect, replicate: number + 1, why: "again")
            trials.append(
                Trial(candidate, .measured(value: factor * BayesSearch.hill(Self.suspect), seconds: 1)))
        }
        return trials
    }

    private static let suspect = Point(["x": 6, "y": 0.5, "z": 4])

    @Test("Without outliers there are none, and the best measured point ranks first")
    func clean() throws {
        let surrogate = try surrogate(trials())
        #expect(surrogate.suspects.isEmpty)
        let best = surrogate.observations.places[surrogate.ranking[0]].point
        #expect(best == Point(["x": 9, "y": 0.5, "z": 4]))
    }

    @Test("A disturbed run is a suspect, and does not drag its neighbourhood down")
    func slowRun() throws {
        let disturbed = try surrogate(trials(change: 0.3))
        #expect(disturbed.suspects.count == 1)
        let suspect = try #require(disturbed.suspects.first)
        #expect(disturbed.observations.places[suspect.place].point == Self.suspect)
        #expect(suspect.deviations < -4)
        let mean = disturbed.observations.scale.value(disturbed.places.means[suspect.place])
        #expect(mean > 0.9 * BayesSearch.hill(Self.suspect))
    }

    @Test("A second run that agrees makes it believed; one that does not, an error")
    func remeasured() throws {
        let real = try surrogate(trials(change: 0.3, again: [0.31]))
        #expect(real.suspects.isEmpty)
        let place = try #require(real.observations.places.firstIndex { $0.point == Self.suspect })
        let truth = BayesSearch.hill(Self.suspect)
        #expect(real.observations.scale.value(real.places.means[place]) < 0.4 * truth)
        let error = try surrogate(trials(change: 0.3, again: [1]))
        #expect(error.observations.scale.value(error.places.means[place]) > 0.9 * truth)
    }

    @Test("A point is not punished for having been repeated: of its runs the fastest count most")
    func slowRepeat() throws {
        let truth = BayesSearch.hill(Self.suspect)
        // Another load on the node, of a size that happens: a quarter slower.
        let disturbed = try surrogate(trials(again: [0.75, 0.99, 1.01]))
        let place = try #require(disturbed.observations.places.firstIndex { $0.point == Self.suspect })
        let mean = disturbed.observations.scale.value(disturbed.places.means[place])
        #expect(mean > 0.97 * truth)
        let rows = TrainingRows(of: disturbed.observations)
        let scales = rows.doubtingSlowRepeats(noise: 0.0025).noiseScales
        // The runs of the suspect stand together.
        let own = zip(scales, rows.places).filter { $0.1 == place }.map { $0.0 }
        #expect(own.count == 4)
        #expect(own[0] == 1 && own[2] == 1 && own[3] == 1)
        #expect(own[1] > 10)
        #expect(scales.filter { $0 != 1 }.count == 1)
    }

    @Test("A failed point counts as the worst measured, and is no candidate for the best")
    func failures() throws {
        let failed = Point(["x": 10, "y": 0.5, "z": 8])
        let surrogate = try surrogate(
            trials() + [Trial(Candidate(point: failed, why: "x"), .failed(.configuration))])
        let place = try #require(surrogate.observations.places.firstIndex { $0.point == failed })
        #expect(!surrogate.ranking.contains(place))
        let worst = try #require(surrogate.model.values.min())
        #expect(surrogate.model.values.last == worst)
    }

    @Test("Left to choose, it takes the encoding that predicts better")
    func encodings() throws {
        let parameters = [Parameter(name: "n", kind: .ordinal, values: (1...40).map { .integer($0 * $0) })]
        var trials: [Trial] = []
        for index in stride(from: 1, through: 40, by: 3) {
            let point = Point(["n": .integer(index * index)])
            trials.append(
                Trial(
                    Candidate(point: point, why: "design"),
                    .measured(value: 2 + Double(index % 2) * 0.01 + Double(index) / 40, seconds: 1)))
        }
        let observations = Observations(History(trials), in: SpaceIndexing(parameters))
        let encodings = [LevelEncoding.Scale.logarithm, .index].map {
            LevelEncoding(of: parameters, ordinals: $0, special: 0)
        }
        let both = try Surrogate(of: observations, encodings: encodings, settings: SurrogateSettings())
        let densities = try encodings.map {
            try Surrogate(of: observations, encodings: [$0], settings: SurrogateSettings()).model
                .leaveOneOut()
                .logDensity
        }
        #expect(both.encoding == (densities[0] >= densities[1] ? 0 : 1))
        #expect(densities[0] != densities[1])
    }
}
