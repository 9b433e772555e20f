import Foundation
import Search

/// A point as JSON that keeps the order of its parameters: `[["NB",192],["grid","1x2"]]`.
struct StoredPoint: Codable {
    let point: Point

    init(_ point: Point) {
        self.point = point
    }

    init(from decoder: any Decoder) throws {
        var pairs = try decoder.unkeyedContainer()
        var names: [String] = []
        var values: [ParameterValue] = []
        while !pairs.isAtEnd {
            var pair = try pairs.nestedUnkeyedContainer()
            names.append(try pair.decode(String.self))
            values.append(try pair.decode(ParameterValue.self))
        }
        point = Point(names: names, values: values)
    }

    func encode(to encoder: any Encoder) throws {
        var pairs = encoder.unkeyedContainer()
        for (name, value) in zip(point.names, point.values) {
            var pair = pairs.nestedUnkeyedContainer()
            try pair.encode(name)
            try pair.encode(value)
        }
    }
}

extension StudyStore {
    func encodePoint(_ point: Point) throws -> String {
        try encode(StoredPoint(point))
    }

    func decodePoint(_ text: String) throws -> Point {
        if let point = StoredTextScanner.scan(text, Self.point) { return point }
        return try decode(StoredPoint.self, from: text, "a point").point
    }

    func decodeExpectation(_ text: String) throws -> Expectation {
        if let expectation = StoredTextScanner.scan(text, Self.expectation) { return expectation }
        return try decode(Expectation.self, from: text, "an expectation")
    }

    /// `[["NB",192],["grid","1x2"]]`
    private static func point(_ scanner: inout StoredTextScanner) -> Point? {
        var names: [String] = []
        var values: [ParameterValue] = []
        guard scanner.skip("[") else { return nil }
        repeat {
            guard scanner.skip("["), let name = scanner.string(), scanner.skip(","),
                let value = value(&scanner), scanner.skip("]")
            else { return nil }
            names.append(name)
            values.append(value)
        } while scanner.skip(",")
        return scanner.skip("]") ? Point(names: names, values: values) : nil
    }

    private static func value(_ scanner: inout StoredTextScanner) -> ParameterValue? {
        if scanner.next == UInt8(ascii: "\"") { return scanner.string().map { .text($0) } }
        return scanner.number(whole: { .integer($0) }, real: { .real($0) })
    }

    /// `{"deviation":0.8,"improvement":0.1,"incumbent":31.2,"mean":30.1}`
    private static func expectation(_ scanner: inout StoredTextScanner) -> Expectation? {
        var numbers: [Double] = []
        var opening: Unicode.Scalar = "{"
        for key in ["deviation", "improvement", "incumbent", "mean"] {
            guard scanner.skip(opening), scanner.string() == key, scanner.skip(":"),
                let number = scanner.double()
            else { return nil }
            numbers.append(number)
            opening = ","
        }
        guard scanner.skip("}") else { return nil }
        return Expectation(
            mean: numbers[3], deviation: numbers[0], incumbent: numbers[2], improvement: numbers[1])
    }

    func decode<Value: Decodable>(_ type: Value.Type, from text: String, _ what: String) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            throw StoreError.unreadable("\(what): \(text)")
        }
    }
}
