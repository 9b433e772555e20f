import GaussianProcesses
import Testing

@Suite struct MatrixTests {
    let matrix = Matrix([[1, 2, 3], [4, 5, 6]])

    @Test("elements lie column after column")
    func order() {
        #expect(matrix.elements == [1, 4, 2, 5, 3, 6])
        #expect(matrix[1, 2] == 6)
        #expect(matrix.row(1) == [4, 5, 6])
        #expect(matrix.column(1) == [2, 5])
        #expect(matrix.transposed == Matrix([[1, 4], [2, 5], [3, 6]]))
    }

    @Test("a row is appended behind the others, also to none")
    func appending() {
        #expect(matrix.appending(row: [7, 8, 9]) == Matrix([[1, 2, 3], [4, 5, 6], [7, 8, 9]]))
        #expect(Matrix([], columns: 2).appending(row: [1, 2]) == Matrix([[1, 2]]))
    }

    @Test("writing to a copy leaves the original alone")
    func value() {
        var copy = matrix
        copy[0, 0] = 9
        #expect(matrix[0, 0] == 1 && copy[0, 0] == 9)
    }
}
