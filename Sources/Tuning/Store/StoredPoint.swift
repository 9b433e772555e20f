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
        try decode(StoredPoint.self, from: text, "a point").point
    }

    func decode<Value: Decodable>(_ type: Value.Type, from text: String, _ what: String) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            throw StoreError.unreadable("\(what): \(text)")
        }
    }
}
