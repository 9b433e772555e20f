import Tuning

/// Shows a study while it is driven. Called from the driver's thread; must not fail it.
protocol ProgressView: Sendable {
    func begin()
    func show(_ event: DriverEvent)
    func end()
}
