/// A parsed constraint as a tree. Truth is Kleene's three-valued logic: what cannot be computed (a division by zero, a
/// missing value, text used as a number) is `nil`, and decides nothing where the other side of an `and` or `or` decides.
indirect enum ExpressionNode: Sendable {
    enum Arithmetic: String, Sendable {
        case add = "+", subtract = "-", multiply = "*", divide = "/", remainder = "%"
    }

    enum Comparison: String, Sendable {
        case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual =
            ">="
        case divides
    }

    case constant(ParameterValue)
    case variable(String)
    case negative(ExpressionNode)
    case arithmetic(ExpressionNode, Arithmetic, ExpressionNode)
    case comparison(ExpressionNode, Comparison, ExpressionNode)
    case not(ExpressionNode)
    case and(ExpressionNode, ExpressionNode)
    case or(ExpressionNode, ExpressionNode)

    typealias Lookup = (String) -> ParameterValue?

    /// The value of a node that is no condition.
    func value(_ lookup: Lookup) -> ParameterValue? {
        switch self {
        case .constant(let value): return value
        case .variable(let name): return lookup(name)
        default: return number(lookup).map(ParameterValue.real)
        }
    }

    private func number(_ lookup: Lookup) -> Double? {
        let number: Double?
        switch self {
        case .constant(let value): number = value.number
        case .variable(let name): number = lookup(name)?.number
        case .negative(let operand): number = operand.number(lookup).map { -$0 }
        case .arithmetic(let left, let operation, let right):
            guard let left = left.number(lookup), let right = right.number(lookup) else { return nil }
            switch operation {
            case .add: number = left + right
            case .subtract: number = left - right
            case .multiply: number = left * right
            case .divide: number = left / right
            case .remainder: number = left.truncatingRemainder(dividingBy: right)
            }
        case .comparison, .not, .and, .or: number = nil
        }
        guard let number, number.isFinite else { return nil }
        return number
    }

    func truth(_ lookup: Lookup) -> Bool? {
        switch self {
        case .constant, .variable, .negative, .arithmetic: return nil
        case .not(let operand): return operand.truth(lookup).map { !$0 }
        case .and(let left, let right):
            let left = left.truth(lookup)
            if left == false { return false }
            guard let right = right.truth(lookup) else { return nil }
            return right ? left : false
        case .or(let left, let right):
            let left = left.truth(lookup)
            if left == true { return true }
            guard let right = right.truth(lookup) else { return nil }
            return right ? true : left
        case .comparison(let left, let comparison, let right):
            guard let left = left.value(lookup), let right = right.value(lookup) else { return nil }
            return Self.compare(left, comparison, right)
        }
    }

    private static func compare(
        _ left: ParameterValue, _ comparison: Comparison, _ right: ParameterValue
    ) -> Bool? {
        guard let leftNumber = left.number, let rightNumber = right.number else {
            switch comparison {
            case .equal: return left == right
            case .notEqual: return left != right
            default: return nil
            }
        }
        switch comparison {
        case .equal: return leftNumber == rightNumber
        case .notEqual: return leftNumber != rightNumber
        case .less: return leftNumber < rightNumber
        case .lessOrEqual: return leftNumber <= rightNumber
        case .greater: return leftNumber > rightNumber
        case .greaterOrEqual: return leftNumber >= rightNumber
        case .divides:
            return leftNumber == 0 ? nil : rightNumber.truncatingRemainder(dividingBy: leftNumber) == 0
        }
    }
}
