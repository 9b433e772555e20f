import Execution
import Testing

struct PollScheduleTests {
    @Test("the interval is at least the shortest and five times the poll's own time")
    func floor() {
        var schedule = PollSchedule()
        #expect(schedule.interval(after: .seconds(1), allPending: false) == .seconds(30))
        #expect(schedule.interval(after: .seconds(10), allPending: false) == .seconds(50))
        #expect(schedule.interval(after: .seconds(100), allPending: true) == .seconds(500))
    }

    @Test("it doubles to the longest while all jobs wait, and falls back when one starts")
    func pending() {
        var schedule = PollSchedule()
        let waits = (0..<7).map { _ in schedule.interval(after: .seconds(1), allPending: true) }
        #expect(waits == [30, 60, 120, 240, 300, 300, 300].map { .seconds($0) })
        #expect(schedule.interval(after: .seconds(1), allPending: false) == .seconds(30))
        #expect(schedule.interval(after: .seconds(1), allPending: true) == .seconds(30))
    }
}
