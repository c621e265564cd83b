package zhiheng.server.rooms.labels;

import java.io.PrintStream;
import java.util.Locale;
import zhiheng.server.ground.shell.Speech;

/** The result of a folder's check as text. */
record LabelSummary(LabelTally tally, Speech speech) {
    private static final int SHOWN = 20;

    void print(PrintStream out, double seconds) {
        for (var verdict : new String[] {"non-compliant", "inconclusive"}) {
            files(out, verdict);
        }
        out.println(speech.say("共 %,d 个文件，%.1f 秒（每秒 %,.0f 个）", "%,d files in %.1f s (%,.0f/s)")
                .formatted(tally.files(), seconds, tally.files() / seconds));
        for (var verdict : LabelTally.VERDICTS.reversed()) {
            out.printf(Locale.ROOT, "  %,10d  %s%n", tally.of(verdict), LabelText.verdict(verdict, speech));
        }
        for (var deviation : tally.deviations()) {
            out.printf(
                    Locale.ROOT,
                    "  %,10d  %s  %s%n",
                    deviation.getValue(),
                    LabelText.clause(deviation.getKey(), speech),
                    speech.say(
                            deviation.getKey().text().zh(),
                            deviation.getKey().text().en()));
        }
        if (tally.links() > 0) {
            out.println(speech.say("未跟随符号链接 %,d 个", "%,d symbolic links were not followed")
                    .formatted(tally.links()));
        }
    }

    private void files(PrintStream out, String verdict) {
        var list = tally.listed(verdict);
        for (var checked : list.subList(0, Math.min(SHOWN, list.size()))) {
            var findings = LabelText.findings(checked.reading(), speech);
            out.println(checked.name() + "  " + checked.reading().format() + "  " + LabelText.verdict(verdict, speech)
                    + "  " + String.join("; ", findings));
        }
        long more = tally.of(verdict) - SHOWN;
        if (more > 0) {
            out.println(speech.say("… 另有 %,d 个%s，见 --csv 或 --html", "… and %,d more %s: see --csv or --html")
                    .formatted(more, LabelText.verdict(verdict, speech)));
        }
    }
}
