/// The moments of a study's life at which hpltune may die and must lose nothing, in the order of one round. Between two of
/// them one fact is written: to the store or to the job's directory.
///
/// `JobRunner.passes` is the one seam: driver and runner call it at each; tests kill the process there.
public enum CrashPoint: String, Sendable, CaseIterable {
    /// A calibration's job and its token are stored; nothing of it is on disk. No job carries the token: it is submitted.
    case calibrationPlanned
    /// The calibration's runs have been read; what they taught is not stored. They are read again.
    case calibrationRead
    /// The round before is over and the next one is chosen; nothing of it is stored. The same is chosen again, since the
    /// generator's state is stored with the round before.
    case nextRoundPlanned
    /// The round's trials, their attempts and the job's token are stored; nothing of it is on disk. No job carries the
    /// token: it is submitted.
    case intentStored
    /// The job's directories, inputs and script are written; nothing has been started. As above.
    case scriptWritten
    /// The job runs; the store does not know its id. It is found by its token and adopted.
    case submitted
    /// The job runs and its id is stored. It is looked at again.
    case idStored
    /// A poll saw that a run is done; its output has not been read. It is seen again.
    case doneSeen
    /// A run's output is read and judged; nothing of it is stored. It is read again.
    case outputRead
    /// A run's outcome is stored; those after it are not. Only they are read.
    case outcomeStored
    /// The job's end is stored, with another attempt for what it left undone. The next round is chosen, or the attempts
    /// are submitted.
    case jobEnded
}
