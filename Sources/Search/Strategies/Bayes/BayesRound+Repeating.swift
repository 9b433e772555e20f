import GaussianProcesses
import Glibc

extension BayesRound {
    /// The last runs of the budget confirm the best points: the one of them whose value is least known.
    mutating func confirmation() throws -> Candidate? {
        let settings = strategy.settings
        guard let remaining, settings.confirmRuns > 0 else { return nil }
        let left = remaining - slot
        // A small budget has fewer runs to spare.
        guard left <= min(settings.confirmRuns, (trials + remaining) / 5) else { return nil }
        let top = ranking.prefix(settings.confirmTop)
        guard let place = top.min(by: { runs($0) < runs($1) }) else { return nil }
        return try again(place, "confirmation of the top \(top.count)")
    }

    mutating func replicate() throws -> Candidate? {
        let settings = strategy.settings
        guard settings.replicateShare > 0, let best = ranking.first else { return nil }
        let done =
            surrogate.observations.places.reduce(0) { $0 + max(0, $1.runs.count + $1.pending - 1) }
            + repeats.values.reduce(0, +)
        guard Double(done) < settings.replicateShare * Double(trials + slot) else { return nil }
        let variance = surrogate.places.variances[best]
        guard runs(best) < 7,
            variance > settings.replicateAt * settings.replicateAt * surrogate.model.noiseVariance,
            repeats[best] == nil, surrogate.observations.places[best].pending == 0
        else { return nil }
        return try again(best, "repeat of the best: its uncertainty exceeds the noise")
    }

    private func runs(_ place: Int) -> Int {
        let place = (place, surrogate.observations.places[place])
        return place.1.runs.count + place.1.pending + repeats[place.0, default: 0]
    }

    private mutating func again(_ place: Int, _ why: String) throws -> Candidate {
        let observed = surrogate.observations.places[place]
        let candidate = Candidate(
            point: observed.point, replicate: observed.replicate + repeats[place, default: 0], why: why,
            expectation: expectation(
                mean: surrogate.places.means[place], variance: surrogate.places.variances[place]))
        repeats[place, default: 0] += 1
        if let index = pool.index(of: observed.hash) { try posterior.believe(index) }
        return candidate
    }
}
