package zhiheng.server.rooms.drills;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import zhiheng.drills.exercise.Scenarios;

@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        description = {"演练：桌面推演、评分、总结报告、标识伪造演练。", "Drills: at a table, scored, summed up; forged labels."},
        subcommands = {
            DrillListCommand.class,
            DrillRunCommand.class,
            DrillScoreCommand.class,
            DrillReportCommand.class,
            DrillForgeryCommand.class
        })
public final class DrillCommand implements Runnable {
    @Override
    public void run() {
        picocli.CommandLine.usage(this, System.out);
    }

    /** The folder of scenarios beside the launcher. */
    static Path shipped() {
        return Path.of(System.getProperty("zhiheng.home", ".")).resolve("packs/scenarios");
    }

    /** A file, or the id of a scenario that ships. */
    static Scenarios.Kept scenario(String named) {
        var file = Path.of(named);
        return named.endsWith(".yaml") || Files.isRegularFile(file)
                ? Scenarios.file(file)
                : Scenarios.load(shipped()).of(named);
    }
}
