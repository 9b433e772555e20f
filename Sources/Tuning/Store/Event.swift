/// Something that happened to a study; never changed once written.
public struct Event: Sendable, Hashable {
    public enum Kind: String, Sendable {
        case created, calibrated, planned, submitted, adopted, measured, failed, retried, stopped, warned
        /// A calibration's job is planned.
        case calibrating
        case imported
        /// Somebody began to drive the study.
        case driven
        /// Somebody asked the driver for something and got an answer.
        case asked
    }

    public let kind: Kind
    public let text: String
    /// The store's id of the trial it is about.
    public let trialID: Int64?

    public init(kind: Kind, text: String, trialID: Int64? = nil) {
        self.kind = kind
        self.text = text
        self.trialID = trialID
    }
}

/// An event with its place in the store.
public struct StoredEvent: Sendable, Hashable {
    public let id: Int64
    public let at: Double
    public let event: Event
}
