import Foundation
import Testing

@testable import Reporting

/// For looking: `HPLTUNE_GALLERY=/tmp/pictures swift test --filter Gallery` draws every sample study in every kind.
@Suite("Gallery")
struct GalleryTests {
    private static let folder = ProcessInfo.processInfo.environment["HPLTUNE_GALLERY"]

    @Test("Every sample as every kind, to be looked at", .enabled(if: folder != nil))
    func gallery() throws {
        let folder = try #require(Self.folder)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for sample in SampleStudies.all {
            for chart in Charts.all {
                let figure = chart.figure(of: sample.study)
                for format in PictureFormat.allCases {
                    let bytes = try FigureRenderer.bytes(of: figure, as: format)
                    let name = "\(chart.kind)-\(sample.name).\(format)".replacing(" ", with: "-")
                    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
                }
            }
        }
    }
}
