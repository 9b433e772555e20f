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
    /// It did not answer; else there is only something wrong with its profile.
    let isSilent: Bool

    /// - Parameter abandoning: the cluster may be gone for good, and what is known of it serves.
    init(
        to setUp: StudySetUp, through transport: some Transport, asking desk: ClusterDesk = ClusterDesk(),
        abandoning: Bool = false
    ) async throws {
        guard let stored = setUp.cluster, stored.scheduler == .slurm else {
            scheduler = DirectScheduler()
            (cluster, facts, complaint, isSilent) = (nil, nil, nil, false)
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
        let variable = SlurmConfiguration.variable
        let absence = SlurmConfiguration.complaint(about: cluster.schedulerEnvironment[variable])
        if let absence, abandoning {
            facts = setUp.clusterFacts
            (complaint, isSilent) = ("the SLURM of cluster `\(cluster.name)` is gone: \(absence)", false)
            // Its tools would wait a minute for the file to appear; of this one they complain at once.
            cluster.schedulerEnvironment[variable] = "/dev/null"
        } else {
            do {
                facts = try await desk.facts(of: cluster, through: transport)
                (complaint, isSilent) = (mistake, false)
            } catch let error where StudySite.isSilence(error) {
                let failure = StudySite.unreachable(cluster, error)
                guard let known = setUp.clusterFacts else { throw failure }
                facts = known
                (complaint, isSilent) = (StudySite.silence(of: cluster, error), true)
            }
        }
        var setUp = setUp
        setUp.cluster = cluster
        setUp.clusterFacts = facts
        // What it said the last time need not be the SLURM that the profile leads to today.
        if isSilent || (abandoning && absence != nil) { setUp.clusterFacts?.capabilities.site = nil }
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
