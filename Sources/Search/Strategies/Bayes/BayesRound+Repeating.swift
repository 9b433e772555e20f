import GaussianProcesses
import Glibc

extension BayesRound {
    /// The last runs of the budget go to the best points: until each has been run twice, then to the one where another run
    /// tells most about which is the best, unless the noise is so small against what a new point promises that there is
    /// nothing to tell. At most a fifth of the budget: a small one has no more to spare.
    mutating func confirmation(insteadOf improvement: Double) -> Candidate? {
        guard let remaining else { return nil }
        let settings = strategy.settings
        guard remaining - slot <= min(settings.confirmRuns, (trials + remaining) / 5) else { return nil }
        let top = Array(ranking.prefix(settings.confirmTop))
        let once = top.first { runs(of: $0) < 2 }
        guard let place = once ?? mostTelling(of: top),
            once != nil || log(valueOfRepeat(place)) > improvement + log(0.1) || isNegligible(improvement)
        else { return nil }
        return again(place, "confirmation of the \(top.count == 1 ? "best" : "top \(top.count)")")
    }

    /// Nothing is left to find: then the answer's interval is what another run can still improve.
    private func isNegligible(_ improvement: Double) -> Bool {
        improvement < log(0.01) + 0.5 * log(surrogate.model.noiseVariance)
    }

    /// A run that is far off the model is measured again before it is believed, if it matters: it would be the best, or it
    /// should have been.
    mutating func doubted() -> Candidate? {
        guard mayRepeat else { return nil }
        for suspect in surrogate.suspects where isIdle(suspect.place) {
            let place = surrogate.observations.places[suspect.place]
            let value = surrogate.observations.scale.modelled(place.runs[0].value)
            guard max(value, suspect.mean) > incumbent else { continue }
            let deviations = (abs(suspect.deviations) * 10).rounded() / 10
            return again(
                suspect.place,
                "run #\(place.runs[0].number) was \(deviations) deviations \(suspect.deviations > 0 ? "faster" : "slower")"
                    + " than the model believes: measured again")
        }
        return nil
    }

    /// Another run of one of the best points, when its value is so uncertain that the run is worth as much as that of a new
    /// point.
    ///
    /// What a new point is worth is its expected improvement, which takes for granted that one run will show it. Under
    /// noise it will not, so a repetition needs to be worth only a part of it.
    /// - Parameter improvement: the logarithm of the largest expected improvement.
    mutating func repetition(insteadOf improvement: Double) -> Candidate? {
        let open = ranking.prefix(8).filter(isIdle)
        guard mayRepeat, let place = mostTelling(of: open) else { return nil }
        guard log(valueOfRepeat(place)) > improvement + log(0.3) else { return nil }
        let number = surrogate.observations.places[place].number
        return again(
            place,
            place == ranking.first
                ? "repeat of the best: its uncertainty exceeds the noise"
                : "repeat of #\(number), which may be better than the best")
    }

    /// Whether the share of repetitions allows one more.
    private var mayRepeat: Bool {
        let done = surrogate.observations.places.reduce(repeats.values.reduce(0, +)) {
            $0 + max(0, $1.runs.count + $1.pending - 1)
        }
        return Double(done) < strategy.settings.repeats * Double(trials + slot)
    }

    private func isIdle(_ place: Int) -> Bool {
        repeats[place] == nil && surrogate.observations.places[place].pending == 0
    }

    private func runs(of place: Int) -> Int {
        let observed = surrogate.observations.places[place]
        return observed.runs.count + observed.pending + repeats[place, default: 0]
    }

    private func mostTelling(of places: [Int]) -> Int? {
        var best: (place: Int, value: Double)?
        for place in places {
            let value = valueOfRepeat(place)
            if value > best?.value ?? -.infinity { best = (place, value) }
        }
        return best?.place
    }

    /// The knowledge gradient (Frazier, Powell and Dayanik 2009) of another run at a measured point: by how much the best
    /// posterior mean is expected to rise. Runs that this proposal or a pending one gives the point already count.
    private func valueOfRepeat(_ place: Int) -> Double {
        let coming = surrogate.observations.places[place].pending + repeats[place, default: 0]
        let noise = surrogate.model.noiseVariance
        let prior = surrogate.places.variances[place]
        let variance = prior > 0 ? 1 / (1 / prior + Double(coming) / noise) : 0
        let change = variance / (variance + noise).squareRoot()
        guard change > 0 else { return 0 }
        let rival = ranking.first { $0 != place }.map { surrogate.places.means[$0] } ?? incumbent
        let gap = abs(surrogate.places.means[place] - rival)
        return change * exp(LogExpectedImprovement.logH(-gap / change))
    }

    private mutating func again(_ place: Int, _ why: String) -> Candidate {
        let observed = surrogate.observations.places[place]
        let candidate = Candidate(
            point: observed.point, replicate: observed.replicate + repeats[place, default: 0], why: why,
            expectation: expectation(
                mean: surrogate.places.means[place], variance: surrogate.places.variances[place]))
        repeats[place, default: 0] += 1
        believe(observed.hash)
        return candidate
    }
}
