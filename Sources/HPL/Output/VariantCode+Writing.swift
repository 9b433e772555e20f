extension VariantCode {
    /// The code that HPL prints for a run with these settings (`HPL_pdtest`).
    public static func text(of settings: HPLSettings) -> String {
        "W\(settings.pmap.letter)\(settings.depth)\(settings.bcast.code)\(settings.rfact.letter)\(settings.ndiv)"
            + "\(settings.pfact.letter)\(settings.nbmin)"
    }
}
