import Execution
import Search
import Tuning

/// What is looked at before a study is made.
extension StudyAssembly {
    /// - Parameter isDry: leave no trace.
    func checkFolder(through transport: LocalTransport, isDry: Bool = false) async throws {
        if let node = file.resources.resultsNode, let path = file.resources.results,
            let complaint = ClusterProfile.directoryComplaint(path, isSlurm: site.isSlurm)
        {
            throw node.error(complaint)
        }
        let folder = WorkFolder(path: resultsDirectory, isSlurm: site.isSlurm)
        do {
            if isDry { try folder.look() } else { try await folder.make(through: transport) }
        } catch let error as WorkFolderError {
            if let node = file.resources.resultsNode {
                throw node.error("\(error); name a folder that can be written")
            }
            guard site.cluster.workDirectory != nil else {
                throw CommandFailure(
                    "hpltune: \(error); \(error.description.contains("; ") ? "or" : "make it writable, or") name another folder with `results:` in a study file"
                        + (site.cluster == .local ? "" : " or `work_directory:` in clusters.yaml"))
            }
            throw UserClusters.mistake(
                "\(error); name a folder that can be written", at: ["work_directory"], of: site.cluster)
        }
    }

    /// What the partition allows of what is asked.
    func checkTime() throws {
        guard let partition = site.facts?.partition, let longest = partition.maxSeconds else { return }
        let allowed = NumberText.duration(longest)
        if longest < 300 {
            let complaint =
                "partition `\(partition.name)` allows jobs of \(allowed), and hpltune asks for 5 minutes at least; "
                + "name another partition"
            throw file.resources.jobKeys["partition"]?.error(complaint)
                ?? UserClusters.mistake(complaint, at: ["partition"], of: site.cluster)
        }
        guard let asked = site.cluster.timeSeconds, asked > longest else { return }
        let complaint =
            "jobs may take \(NumberText.duration(asked)) by this, and partition `\(partition.name)` allows \(allowed); "
            + "write `time: \(Int(longest / 60))` or less, or `time: auto`"
        throw file.resources.jobKeys["time"]?.error(complaint)
            ?? UserClusters.mistake(complaint, at: ["time"], of: site.cluster)
    }
}
