import HPL
import Search

/// What files hold, as trials of one study.
public struct StudyImport: Sendable {
    /// In the order of the files.
    public private(set) var trials: [ImportedTrial] = []
    /// What cannot be taken: place, what is wrong, what to do.
    public private(set) var refused: [FileError] = []
    private let placement: RunPlacement

    /// - Parameters:
    ///   - study: with its N settled.
    ///   - known: the trials it has.
    ///   - said: what the user says of runs of which their files do not tell it: names of parameters, or N.
    ///   - ignored: parameters that the study does not vary and that are not to matter.
    /// - Throws: `PlacementError` for a name or value in `said` that the study does not have.
    public init(
        into study: LoadedStudy, after known: [TrialRecord], said: [(name: String, text: String)] = [],
        ignoring ignored: Set<String> = []
    ) throws {
        placement = try RunPlacement(
            in: study.space, levels: study.levels(of: known), said: said, ignoring: ignored)
    }

    public mutating func add(_ reading: ImportReading) {
        refused += reading.leftOut
        for result in reading.results {
            do throws(PlacementError) {
                trials.append(try trial(result, reading.file))
            } catch {
                refused.append(
                    FileError(
                        file: reading.file, line: result.line, column: result.column, error.message))
            }
        }
    }

    /// Something that cannot be taken at all, such as a file that cannot be read.
    public mutating func refuse(_ error: FileError) {
        refused.append(error)
    }

    private func trial(_ result: ForeignResult, _ file: String) throws(PlacementError) -> ImportedTrial {
        let place = try placement.place(result.run)
        let settings = place.settings
        // HPL computes the rate from the time by just this.
        let seconds = result.seconds ?? ResultRow.operations(n: settings.n) / 1e9 / result.gflops
        guard ResultRow.isPlausible(n: settings.n, seconds: seconds, gflops: result.gflops) else {
            throw PlacementError(
                "\(result.gflops) Gflops in \(seconds) s do not fit to N \(settings.n); check these numbers")
        }
        return ImportedTrial(
            point: place.point, level: place.level,
            measurement: Measurement(
                variant: result.variant ?? VariantCode.text(of: settings), n: settings.n, nb: settings.nb,
                p: settings.p, q: settings.q, seconds: seconds, gflops: result.gflops,
                residual: result.residual, isContaminated: result.isContaminated),
            file: file, line: result.line, column: result.column)
    }
}

extension LoadedStudy {
    /// The levels that results of this study may have: those of its N, of its strategy and of its runs.
    func levels(of trials: [TrialRecord]) -> [FidelityLevel] {
        let halving = (strategy as? SuccessiveHalvingStrategy)?.levels ?? []
        return (record.setUp.problemSize?.levels ?? []) + halving + Set(trials.map(\.candidate.level))
    }
}
