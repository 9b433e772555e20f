import GaussianProcesses
import Glibc

/// The model of the objective that the observations give: a Gaussian process over the features of points, with the failed
/// points taken for bad ones.
struct Surrogate: Sendable {
    let model: GaussianProcess
    let observations: Observations
    let encoding: Int
    /// Posterior mean and variance, without noise, at every place of the observations.
    let places: Predictions

    /// The rows of a model before it is fitted.
    private struct Data {
        var tuples: [[UInt32]] = []
        var values: [Double] = []
        var noiseScales: [Double] = []
    }

    /// - Parameters:
    ///   - encodings: those to choose from.
    /// - Throws: when there is no value, or none that makes a model.
    init(of observations: Observations, encodings: [FeatureEncoding], settings: SurrogateSettings) throws {
        let data = Self.data(of: observations, settings: settings)
        var best: (model: GaussianProcess, encoding: Int, density: Double)?
        let priors: [Prior] =
            switch settings.lengthScales {
            case .gamma: [.gamma(shape: 3, rate: 6)]
            case .dimension: [.scaledByDimension(encodings[0].count)]
            case .auto: [.gamma(shape: 3, rate: 6), .scaledByDimension(encodings[0].count)]
            }
        for (number, encoding) in encodings.enumerated() {
            for prior in priors {
                var options = FitOptions()
                options.sharing = encoding.sharing
                options.lengthScalePrior = prior
                let points = Matrix(data.tuples.map(encoding.features(of:)), columns: encoding.count)
                let model = try GaussianProcess.fit(
                    points: points, values: data.values, noiseScales: data.noiseScales, options: options)
                if encodings.count * priors.count == 1 {
                    best = (model, number, 0)
                } else {
                    let density = try model.leaveOneOut().logDensity
                    if density > best?.density ?? -.infinity { best = (model, number, density) }
                }
            }
        }
        guard let best else { throw GaussianProcessError.noObservations }
        model = best.model
        encoding = best.encoding
        self.observations = observations
        places = model.predict(
            Matrix(
                observations.places.map { encodings[best.encoding].features(of: $0.tuple) },
                columns: encodings[best.encoding].count))
    }

    private static func data(of observations: Observations, settings: SurrogateSettings) -> Data {
        var data = Data()
        for place in observations.places {
            for run in place.runs {
                data.tuples.append(place.tuple)
                data.values.append(observations.scale.modelled(run.value))
                data.noiseScales.append(1)
            }
        }
        let sorted = data.values.sorted()
        if !sorted.isEmpty {
            if settings.clip > 0 {
                let floor = sorted[Int(settings.clip * Double(sorted.count - 1))]
                data.values = data.values.map { max($0, floor) }
            }
            let worst = sorted[Int(settings.impute * Double(sorted.count - 1))]
            for place in observations.places where place.hasFailed {
                data.tuples.append(place.tuple)
                data.values.append(worst)
                data.noiseScales.append(1)
            }
        }
        return data
    }

    /// Places of measured points, best posterior mean first; of equals the one measured first.
    var ranking: [Int] {
        observations.measured.sorted {
            (places.means[$0], $1) > (places.means[$1], $0)
        }
    }
}
