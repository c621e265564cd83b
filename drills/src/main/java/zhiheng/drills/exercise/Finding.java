package zhiheng.drills.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * Something that a drill showed to be wanting, and what follows from it.
 *
 * @param code names the weakness over drills, such as {@code contain:deepfake}; the same code again is a repeat finding
 * @param inject that showed it; "" for the drill as a whole
 * @param duty what is to be done about it
 * @param days within which
 */
public record Finding(String code, String inject, Letter letter, Text what, Text duty, int days) {
    private static final int DAYS_E = 14;
    private static final int DAYS_D = 30;
    private static final int DAYS_C = 60;

    /** All that was late, wrong or never came; what was only slow enough for a B is none. */
    public static List<Finding> of(Scenario scenario, Score score) {
        var found = new ArrayList<Finding>();
        for (var of : score.injects()) {
            var inject = scenario.inject(of.inject()).orElseThrow();
            var expect = inject.expect();
            boolean technical = score.of(Measure.COVERAGE).letter() != null;
            if (technical) {
                time(found, Measure.DETECT, inject, of.detect(), seconds(expect.detect()));
            }
            time(found, Measure.ACKNOWLEDGE, inject, of.acknowledge(), seconds(expect.acknowledge()));
            time(found, Measure.CONTAIN, inject, of.contain(), seconds(expect.contain()));
            time(found, Measure.RECOVER, inject, of.recover(), seconds(expect.recover()));
            wrong(found, Measure.GRADING, inject, of.gradedRightly());
            wrong(found, Measure.RIGHT_STEP, inject, of.stepFits());
            share(
                    found,
                    Measure.HARM,
                    inject,
                    of.exposure().bad(),
                    of.exposure().delivered());
            share(
                    found,
                    Measure.GOOD_REFUSED,
                    inject,
                    of.exposure().good(),
                    of.exposure().refused());
        }
        score.reports().forEach((id, late) -> {
            if (late > 0) {
                var report = scenario.reports().stream()
                        .filter(r -> r.id().equals(id))
                        .findFirst()
                        .orElseThrow();
                add(
                        found,
                        "reported:" + id,
                        report.after(),
                        late == Score.NEVER ? Letter.E : Letter.D,
                        Measure.REPORTED.text().and(colon(report.name())).and(never(late)));
            }
        });
        var alarms = score.of(Measure.FALSE_ALARMS).letter();
        if (alarms != null && alarms.compareTo(Letter.C) >= 0) {
            add(found, Measure.FALSE_ALARMS.id(), "", alarms, Measure.FALSE_ALARMS.text());
        }
        return List.copyOf(found);
    }

    /** Those that an earlier drill of the same system had shown already. */
    public static List<Finding> repeated(List<Finding> now, List<Finding> before) {
        Set<String> codes = before.stream().map(Finding::code).collect(Collectors.toSet());
        return now.stream().filter(f -> codes.contains(f.code())).toList();
    }

    private static double seconds(java.time.@Nullable Duration within) {
        return within == null ? Double.NaN : within.toNanos() / 1e9;
    }

    private static void time(
            List<Finding> found, Measure measure, Scenario.Inject inject, @Nullable Double took, double allowed) {
        if (took == null || Double.isNaN(allowed)) {
            return;
        }
        var letter = measure.letter(took / allowed);
        if (letter.compareTo(Letter.C) >= 0) {
            inject(found, measure, inject, letter, took == Score.NEVER ? never(took) : times(took, allowed));
        }
    }

    private static void wrong(List<Finding> found, Measure measure, Scenario.Inject inject, @Nullable Boolean right) {
        if (right != null && !right) {
            inject(found, measure, inject, Letter.D, new Text("不符合预期", "not as expected"));
        }
    }

    private static void share(List<Finding> found, Measure measure, Scenario.Inject inject, long all, long bad) {
        var letter = all == 0 ? Letter.A : measure.letter((double) bad / all);
        if (letter.compareTo(Letter.C) >= 0) {
            inject(found, measure, inject, letter, new Text(all + " 次中 " + bad + " 次", bad + " of " + all));
        }
    }

    private static void inject(List<Finding> found, Measure measure, Scenario.Inject inject, Letter letter, Text how) {
        var code = measure.id() + ":" + inject.attack().name().toLowerCase(Locale.ROOT);
        add(
                found,
                code,
                inject.id(),
                letter,
                measure.text().and(colon(inject.name())).and(colon(how)));
    }

    private static void add(List<Finding> found, String code, String inject, Letter letter, Text what) {
        int days = letter == Letter.E ? DAYS_E : letter == Letter.D ? DAYS_D : DAYS_C;
        found.add(new Finding(code, inject, letter, what, new Text("整改：", "Mend: ").and(what), days));
    }

    private static Text colon(Text text) {
        return new Text("：" + text.zh(), ": " + text.en());
    }

    private static Text never(double late) {
        return late == Score.NEVER
                ? new Text("始终没有", "never")
                : new Text("：迟 " + Math.round(late) + " 秒", ": " + Math.round(late) + " s late");
    }

    private static Text times(double took, double allowed) {
        return new Text(
                Math.round(took) + " 秒，预期 " + Math.round(allowed) + " 秒",
                Math.round(took) + " s, expected " + Math.round(allowed) + " s");
    }
}
