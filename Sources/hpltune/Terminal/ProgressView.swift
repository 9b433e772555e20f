import Tuning

/// Shows a study while it is driven. Called from the driver's thread; must not fail it. It begins with the first event.
protocol ProgressView: Sendable {
    func show(_ event: DriverEvent)
    /// Something about the study in words.
    func show(note: String)
    func end()
}
