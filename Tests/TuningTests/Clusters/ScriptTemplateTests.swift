import Search
import Testing
import Tuning

@Suite("Script templates")
struct ScriptTemplateTests {
    @Test("one with every placeholder is good")
    func good() throws {
        let text =
            "#!/bin/bash -l\n# "
            + ScriptTemplate.placeholders.filter { $0 != "directives" }.map { "{{\($0)}}" }.joined()
            + "\n{{directives}}\nsource /etc/site.sh\n"
        #expect(try ScriptTemplate(text: text, file: "t.sh").text == text)
    }

    @Test(
        "what is wrong is said with its place",
        arguments: [
            (
                "{{directives}}",
                "t.sh:1:1: the job's script is for bash; write `#!/bin/bash -l` as the first line"
            ),
            (
                "#!/bin/sh\n{{directives}}",
                "t.sh:1:1: the job's script is for bash; write `#!/bin/bash -l` as the first line"
            ),
            (
                "#!/bin/bash\n{{directives}}\n#SBATCH --test-only",
                "t.sh:3:1: with --test-only sbatch submits nothing; take it out of the template"
            ),
            ("", "t.sh:1:1: the job's script is for bash; write `#!/bin/bash -l` as the first line"),
            (
                "#!/bin/bash\n",
                "t.sh:1:1: `{{directives}}`, where the #SBATCH lines go, is there 0 times; write it once"
            ),
            (
                "#!/bin/bash\n{{directives}}\n{{directives}}",
                "t.sh:1:1: `{{directives}}`, where the #SBATCH lines go, is there 2 times; write it once"
            ),
            (
                "#!/bin/bash\n{{directives}}\ncd {{directroy}}",
                "t.sh:3:4: unknown placeholder `directroy`; did you mean `directory`?"
            ),
            (
                "#!/bin/bash\n#SBATCH {{directives}}",
                "t.sh:2:9: `{{directives}}` stands for lines of their own; write nothing else on its line"
            ),
            (
                "#!/bin/bash\nmodule purge\n{{directives}}",
                "t.sh:2:1: a command before `{{directives}}`, behind which sbatch reads no #SBATCH line; put it after them"
            ),
        ])
    func errors(text: String, message: String) {
        let error = #expect(throws: FileError.self) { try ScriptTemplate(text: text, file: "t.sh") }
        #expect(error?.description == message)
    }
}
