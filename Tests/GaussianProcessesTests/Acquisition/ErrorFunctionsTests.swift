import GaussianProcesses
import Testing

@Suite struct ErrorFunctionsTests {
    @Test(
        "erfcx as mpmath has it",
        arguments: [
            (-26.5, 1.924553162418569e+305),
            (-10, 5.376234283632271e+43),
            (-3, 16205.988853999586),
            (-1, 5.008980080762283),
            (-0.1, 1.1236433541992095),
            (0, 1.0),
            (1e-08, 0.9999999887162084),
            (0.3, 0.7345993345676551),
            (1, 0.427583576155807),
            (2.5, 0.2108063640611436),
            (5, 0.11070463773306863),
            (10, 0.05614099274382259),
            (20, 0.02817434874105132),
            (24.9, 0.022639987776049506),
            (25.1, 0.02245987581758139),
            (40, 0.014100335983377814),
            (1000.0, 0.0005641893014533876),
            (10000000000.0, 5.641895835477563e-11),
            (1e+150, 5.641895835477563e-151),
        ] as [(Double, Double)])
    func erfcx(x: Double, expected: Double) {
        #expect(abs(ErrorFunctions.erfcx(x) / expected - 1) < 1e-15)
    }

    @Test("erfcx at the ends")
    func ends() {
        #expect(ErrorFunctions.erfcx(.infinity) == 0)
        #expect(ErrorFunctions.erfcx(-.infinity) == .infinity)
        #expect(ErrorFunctions.erfcx(-30) == .infinity)
        #expect(ErrorFunctions.erfcx(.nan).isNaN)
    }
}
