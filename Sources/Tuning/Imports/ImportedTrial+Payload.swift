import Foundation

extension [ImportedTrial] {
    /// As text for a request to whoever drives the study.
    public var payload: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// Error: `StoreError.unreadable` when the text is no such payload.
    public init(payload: String) throws {
        do {
            self = try JSONDecoder().decode([ImportedTrial].self, from: Data(payload.utf8))
        } catch {
            throw StoreError.unreadable("results to import")
        }
    }
}
