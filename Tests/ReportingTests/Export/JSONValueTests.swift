import Foundation
import Reporting
import Testing

@Suite("JSON")
struct JSONValueTests {
    @Test("keys keep their order, nulls are written, small things stay on a line")
    func layout() {
        let value = JSONValue.object([
            ("zeta", .integer(1)), ("alpha", .null), ("list", .array([.real(0.5), .text("x")])),
            ("deep", .object([("a", .array([.object([("b", .bool(true))])]))])),
        ])
        #expect(
            value.text == """
                {
                  "zeta": 1,
                  "alpha": null,
                  "list": [0.5, "x"],
                  "deep": {
                    "a": [
                      {"b": true}
                    ]
                  }
                }
                """)
    }

    @Test(
        "any text survives Foundation's reader",
        arguments: [
            "", "plain", "quote \" backslash \\ slash /", "line\nbreak\ttab\r\u{0}\u{1F}", "Grüße 🚀 \u{2028}",
        ])
    func quoting(text: String) throws {
        let data = Data(JSONValue.array([.text(text)]).text.utf8)
        let read = try JSONSerialization.jsonObject(with: data) as? [String]
        #expect(read == [text])
    }

    @Test("numbers JSON does not have become null", arguments: [Double.nan, .infinity, -.infinity])
    func noNumbers(value: Double) {
        #expect(JSONValue.real(value).text == "null")
    }

    @Test("numbers are exact", arguments: [0.1, 1e-9, 36327.0, 1.7976931348623157e308, -0.5])
    func numbers(value: Double) throws {
        let data = Data(JSONValue.array([.real(value)]).text.utf8)
        #expect(try JSONSerialization.jsonObject(with: data) as? [Double] == [value])
    }
}
