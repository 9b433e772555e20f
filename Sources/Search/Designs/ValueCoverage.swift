/// Which values of which parameters have been shown by the points chosen so far.
struct ValueCoverage {
    private let valid: ValidSet
    private var isSeen: [[Bool]]

    init(of valid: ValidSet) {
        self.valid = valid
        isSeen = valid.parameters.map { Array(repeating: false, count: $0.values.count) }
    }

    /// The same points, those first that show values not seen before: most new values first, otherwise in the order
    /// given.
    mutating func coveringFirst(_ indices: [Int]) -> [Int] {
        var first: [Int] = []
        var others = indices
        for news in stride(from: valid.parameters.count, to: 0, by: -1) {
            var rest: [Int] = []
            for index in others {
                if newValues(at: index) >= news {
                    show(index)
                    first.append(index)
                } else {
                    rest.append(index)
                }
            }
            others = rest
        }
        return first + others
    }

    private func newValues(at index: Int) -> Int {
        var count = 0
        for parameter in isSeen.indices where !isSeen[parameter][valid.valueIndex(of: parameter, at: index)] {
            count += 1
        }
        return count
    }

    private mutating func show(_ index: Int) {
        for parameter in isSeen.indices {
            isSeen[parameter][valid.valueIndex(of: parameter, at: index)] = true
        }
    }
}
