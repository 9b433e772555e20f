/// Why a command did not run or a file did not travel: one line, what is wrong and what to do.
public enum TransportError: Error, Sendable, Hashable {
    /// The command was ended after `seconds`. What it was to do may have been done all the same.
    case timedOut(command: String, seconds: Double, mayHaveRun: Bool)
    /// The machine cannot be reached now.
    case unreachable(host: String, reason: String)
    /// A file or directory could not be read, written or removed.
    case file(path: String, reason: String)
    /// A file or directory could not be written, and no other could be there.
    case unwritable(path: String, DiskFault)
    /// The command could not be started at all.
    case notStarted(command: String, reason: String)
    /// The command was started and then lost from sight. What it was to do may have been done.
    case lost(command: String, reason: String)
}

extension TransportError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .timedOut(let command, let seconds, let mayHaveRun):
            "\(command): no end after \(seconds) s"
                + (mayHaveRun ? "; it may have done its work, so look before repeating it" : "; try again")
        case .unreachable(let host, let reason): "\(host): cannot be reached: \(reason); try again later"
        case .file(let path, let reason): "\(path): \(reason)"
        case .unwritable(let path, .readOnly): "\(path): \(DiskFault.readOnly.reason); choose another folder"
        case .unwritable(let path, let fault):
            "\(path): \(fault.reason); \(fault.remedy) or choose another folder"
        case .notStarted(let command, let reason): "\(command): cannot be started: \(reason)"
        case .lost(let command, let reason):
            "\(command): lost from sight: \(reason); it may have done its work, so look before repeating it"
        }
    }
}
