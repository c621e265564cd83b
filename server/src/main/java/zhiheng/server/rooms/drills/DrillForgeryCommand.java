package zhiheng.server.rooms.drills;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zhiheng.drills.exercise.forgery.ForgeryDrill;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "forgery",
        mixinStandardHelpOptions = true,
        description = {
            "标识伪造演练：对自有带标识图片做诚实与伪造的改动，统计发现率与误伤率（Wilson 95% 区间）。",
            "Forged labels: our own labelled pictures are changed, honestly and not; how many forgeries are found,"
                    + " how many honest changes are taken for one (Wilson, 95 %)."
        })
final class DrillForgeryCommand implements Callable<Integer> {
    @Option(names = "--pictures", paramLabel = "N", defaultValue = "50", description = "图片数 / how many (50)")
    int pictures;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "随机种子 / seed (1)")
    long seed;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws IOException {
        var folder = Files.createTempDirectory("forgery");
        try {
            var outcome = ForgeryDrill.run(folder, pictures, Clock.systemUTC(), seed);
            for (boolean honest : new boolean[] {false, true}) {
                System.out.println(
                        honest
                                ? speech.say("诚实的改动，应放行", "Honest changes, to be let pass")
                                : speech.say("伪造，应发现", "Forgeries, to be found"));
                outcome.lines().stream()
                        .filter(l -> l.change().honest() == honest)
                        .forEach(l -> System.out.println(String.format(
                                Locale.ROOT,
                                "  %4d / %-4d  %5.1f %% [%5.1f, %5.1f]  %s",
                                l.right(),
                                l.of(),
                                100.0 * l.right() / l.of(),
                                100 * l.low(),
                                100 * l.high(),
                                speech.say(l.change().text()))));
            }
            System.out.println(
                    speech.say("判断一张用时（中位数）：", "One judgement takes (the middle): ") + outcome.micros() + " µs");
            return 0;
        } finally {
            Files.deleteIfExists(folder);
        }
    }
}
