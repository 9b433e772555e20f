extension StopReason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .spaceExhausted: "every valid point has been tried"
        }
    }
}
