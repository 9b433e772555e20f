import ArgumentParser

/// Values of options that are numbers. Negative ones are read as values (`parsing: .unconditional`), so that whoever
/// gives one is told what may be given; `validate` says which range it is.
enum NumberArgument {
    static func whole(_ text: String) throws -> Int {
        guard let number = Int(text) else { throw ValidationError("it takes a whole number, such as 40") }
        return number
    }

    static func real(_ text: String) throws -> Double {
        guard let number = Double(text) else { throw ValidationError("it takes a number, such as 2.5") }
        return number
    }

    static func seed(_ text: String) throws -> UInt64 {
        guard let number = UInt64(text) else {
            throw ValidationError("it takes a whole number from 0 to \(UInt64.max)")
        }
        return number
    }
}
