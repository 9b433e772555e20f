import Execution
import Search
import Tuning

/// The way to a study's jobs: the scheduler of its cluster, as the profile and the cluster are today.
struct ClusterConnection {
    let scheduler: any Scheduler
    /// What the study's set-up is to say of its cluster from now on; `nil` where jobs do not go through SLURM.
    let cluster: ClusterProfile?
    let facts: ClusterFacts?
    /// Why the cluster could not be asked; then what it said the last time serves.
    let complaint: String?

    init(to setUp: StudySetUp, through transport: some Transport) async throws {
        guard let stored = setUp.cluster, stored.scheduler == .slurm else {
            scheduler = DirectScheduler()
            (cluster, facts, complaint) = (nil, nil, nil)
            return
        }
        // A mistake in clusters.yaml must not keep anybody from the jobs that are under way.
        var mistake: String?
        var cluster = stored
        do {
            let current = try UserClusters.read().profiles.first { $0.name == stored.name }
            cluster = current.map { stored.mended(by: $0) } ?? stored
        } catch let error as FileError {
            mistake = "\(error) (until then the study's own profile counts)"
        }
        do {
            facts = try await ClusterFacts.read(of: cluster, through: transport)
            complaint = mistake
        } catch let error where error is SchedulerError || error is TransportError {
            let failure = StudySite.unreachable(cluster, error)
            guard let known = setUp.clusterFacts else { throw failure }
            facts = known
            complaint = "cluster `\(cluster.name)` cannot be asked: \(error)"
        }
        var setUp = setUp
        setUp.cluster = cluster
        setUp.clusterFacts = facts
        self.cluster = cluster
        scheduler = Self.scheduler(setUp) ?? DirectScheduler()
    }

    /// For a set-up that was made a moment ago.
    static func scheduler(for setUp: StudySetUp) -> any Scheduler { scheduler(setUp) ?? DirectScheduler() }

    private static func scheduler(_ setUp: StudySetUp) -> (any Scheduler)? {
        guard let cluster = setUp.cluster, let resources = setUp.slurmResources else { return nil }
        return SlurmScheduler(
            resources: resources, capabilities: setUp.clusterFacts?.capabilities,
            partition: setUp.clusterFacts?.partition,
            environment: cluster.schedulerEnvironment, template: cluster.template?.text)
    }

    func change(_ setUp: inout StudySetUp) {
        guard let cluster else { return }
        setUp.cluster = cluster
        setUp.clusterFacts = facts
    }
}
