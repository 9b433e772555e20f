import Tuning

/// Shows a study while it is driven. Called from the driver's thread; must not fail it.
protocol ProgressView: Sendable {
    /// Shows how things stand before the first event, where that makes sense.
    func start()
    func show(_ event: DriverEvent)
    /// Something about the study in words.
    func show(note: String)
    /// Whether somebody drives it: `undriven` says, for as long as that is so, that nobody does.
    func show(undriven: String?)
    func end()
}
