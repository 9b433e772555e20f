import Search
import Testing

@Suite("CSV fields")
struct CSVFieldTests {
    @Test(
        "fields are quoted by RFC 4180",
        arguments: [
            ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("a\nb", "\"a\nb\""),
            ("a\r\nb", "\"a\r\nb\""),
        ])
    func quoting(field: String, quoted: String) {
        #expect(CSVField.quoted(field) == quoted)
    }
}
