package zhiheng.server.rooms.drills;

import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import zhiheng.drills.exercise.Scenarios;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {"列出随附的演练场景。", "The scenarios that ship."})
final class DrillListCommand implements Runnable {
    @Mixin
    Speech speech = new Speech();

    @Override
    public void run() {
        for (var kept : Scenarios.load(DrillCommand.shipped()).all()) {
            var s = kept.scenario();
            System.out.println(s.id() + "  " + s.sector().name().toLowerCase(Locale.ROOT) + "  "
                    + PaperWriter.clock(s.ends()) + "  " + speech.say(s.name()));
            for (var i : s.injects()) {
                System.out.println("    T+" + PaperWriter.clock(i.at()) + "  " + speech.say(i.name()) + "  "
                        + String.join(", ", i.atlas()));
            }
        }
    }
}
