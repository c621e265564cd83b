package zhiheng.drills.exercise;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.drills.exercise.Measure.Side;
import zhiheng.drills.exercise.Scenario.Expected;
import zhiheng.drills.exercise.Scenario.Grade;
import zhiheng.drills.exercise.Scenario.Inject;

/**
 * Works a score out from a time line; nobody types one. Of several times the middle one counts, of an even number the worse of the two in
 * the middle: one that was measured. Something that never came counts as later than anything else.
 */
public final class Scorer {
    private static final double SECOND = 1e9;
    private static final Measure[] MEASURES = Measure.values();
    private static final Grade[] GRADES = Grade.values();

    private Scorer() {}

    /** Without the pauses, for clocks stood still in them. A demonstration is shown, not measured. */
    public static Score score(Scenario scenario, TimeLine held) {
        var line = Pauses.without(held);
        if (line.form() == Scenario.Form.DEMONSTRATION) {
            return new Score(
                    Arrays.stream(MEASURES).map(Scorer::unmeasured).toList(),
                    null,
                    null,
                    null,
                    false,
                    List.of(),
                    Map.of(),
                    proved(line),
                    line.marks().size());
        }
        var seen = gather(line);
        var injects = new ArrayList<Score.Of>();
        var wanted = new ArrayList<Expected>();
        for (var inject : scenario.injects()) {
            var s = seen.get(inject.id());
            if (s != null && s.injected != null) {
                injects.add(of(inject, s, s.injected, line));
                wanted.add(inject.expect());
            }
        }
        var reports = reports(scenario, seen);
        boolean live = line.form() == Scenario.Form.LIVE;
        var none = seen.getOrDefault("", new Seen());
        var results = new ArrayList<Score.Result>();
        for (var measure : MEASURES) {
            boolean measured = (live || measure.side() == Side.RESPONSE) && !injects.isEmpty();
            results.add(measured ? result(measure, injects, wanted, reports, none) : unmeasured(measure));
        }
        var technical = lowest(results, Side.TECHNICAL);
        var response = lowest(results, Side.RESPONSE);
        var total = technical == null ? response : response == null ? technical : technical.and(response);
        return new Score(
                List.copyOf(results),
                technical,
                response,
                total,
                total != null && (technical == null || response == null),
                List.copyOf(injects),
                reports,
                proved(line),
                line.marks().size());
    }

    private static long proved(TimeLine line) {
        long proved = 0;
        for (var m : line.marks()) {
            proved += m.act().isEmpty() ? 0 : 1;
        }
        return proved;
    }

    /** What was seen of one inject. */
    private static final class Seen {
        private @Nullable Instant injected;
        private @Nullable Instant alert;
        private @Nullable Instant acknowledged;
        private @Nullable Instant contained;
        private @Nullable Instant recovered;
        private @Nullable Grade grade;
        private int step = -1;
        private int falseAlarms;
        private int wrongSteps;
        private final Map<String, Instant> reported = new HashMap<>(4);

        void take(Mark m) {
            switch (m.kind()) {
                case INJECTED -> injected = first(injected, m);
                case ALERT -> alert = first(alert, m);
                case ACKNOWLEDGED -> acknowledged = first(acknowledged, m);
                case GRADED -> grade = grade(m.detail(), grade);
                case CONTAINED -> {
                    int taken = step(m.detail());
                    step = Math.max(step, taken);
                    contained = taken > 0 ? first(contained, m) : contained; // L0 is on record and changes nothing
                }
                case RECOVERED -> recovered = m.at();
                case REPORTED -> reported.putIfAbsent(m.detail(), m.at());
                case FALSE_ALARM -> falseAlarms++;
                case WRONG_STEP -> wrongSteps++;
                case BEGUN, WITHDRAWN, NOTE, PAUSED, RESUMED, ENDED -> {}
            }
        }

        private static Instant first(@Nullable Instant before, Mark m) {
            return before == null || m.at().isBefore(before) ? m.at() : before;
        }

        private static @Nullable Grade grade(String detail, @Nullable Grade before) {
            for (var grade : GRADES) {
                if (grade.name().equalsIgnoreCase(detail)) {
                    return grade;
                }
            }
            return before;
        }

        private static int step(String detail) {
            return detail.length() == 2 && detail.charAt(0) == 'L' && detail.charAt(1) >= '0' && detail.charAt(1) <= '7'
                    ? detail.charAt(1) - '0'
                    : 0;
        }
    }

    /** A deed before its inject is not about it, and an alert before it is a false one. */
    private static Map<String, Seen> gather(TimeLine line) {
        var seen = new HashMap<String, Seen>();
        seen.put("", new Seen());
        for (var m : line.marks()) {
            if (m.kind() == Mark.Kind.INJECTED) {
                seen.computeIfAbsent(m.inject(), i -> new Seen()).take(m);
            }
        }
        for (var m : line.marks()) {
            var of = seen.get(m.inject());
            if (m.kind() == Mark.Kind.INJECTED || of == null) {
                continue;
            }
            var since = of.injected;
            if (since == null || !m.at().isBefore(since)) {
                of.take(m);
            } else if (m.kind() == Mark.Kind.ALERT) {
                seen.get("").falseAlarms++;
            }
        }
        return seen;
    }

    private static Score.Of of(Inject inject, Seen s, Instant injected, TimeLine line) {
        var expect = inject.expect();
        var from = s.alert == null ? injected : s.alert;
        var contain = expect.contain();
        boolean asked = contain != null;
        return new Score.Of(
                inject.id(),
                seconds(injected, s.alert),
                seconds(from, s.acknowledged),
                asked ? seconds(from, s.contained) : null,
                expect.recover() == null ? null : seconds(injected, s.recovered),
                s.grade,
                expect.grade() == null ? null : rightly(expect.grade(), s.grade),
                s.step,
                asked ? s.step >= expect.least() && s.step <= expect.most() : null,
                line.exposure().getOrDefault(inject.id(), Exposure.NONE));
    }

    /** Not below what is expected, for that lets harm go on; one above is caution, two are a false cry. */
    private static boolean rightly(Grade expected, @Nullable Grade given) {
        return given != null && given.ordinal() >= expected.ordinal() && given.ordinal() <= expected.ordinal() + 1;
    }

    /** What came before what it is counted from took no time: a person who was quicker than the alert. */
    private static double seconds(Instant from, @Nullable Instant to) {
        return to == null ? Score.NEVER : Math.max(0, Duration.between(from, to).toNanos() / SECOND);
    }

    private static Map<String, Double> reports(Scenario scenario, Map<String, Seen> seen) {
        var result = new LinkedHashMap<String, Double>();
        for (var report : scenario.reports()) {
            var s = seen.get(report.after());
            var inject = scenario.inject(report.after()).orElseThrow();
            if (s == null || s.injected == null) {
                continue;
            }
            var from = s.alert == null ? s.injected.plus(inject.expect().detect()) : s.alert;
            var at = s.reported.get(report.id());
            result.put(
                    report.id(),
                    at == null
                            ? Score.NEVER
                            : Duration.between(from.plus(report.within()), at).toNanos() / SECOND);
        }
        return java.util.Collections.unmodifiableMap(result);
    }

    private static Score.Result result(
            Measure measure, List<Score.Of> injects, List<Expected> wanted, Map<String, Double> reports, Seen none) {
        return switch (measure) {
            case COVERAGE -> share(measure, injects, i -> i.detect() != Score.NEVER, 0);
            case DETECT -> time(measure, injects, wanted, Score.Of::detect, Expected::detect);
            case FALSE_ALARMS -> number(measure, (double) none.falseAlarms / injects.size(), injects.size());
            case HARM -> {
                var all = all(injects);
                yield all.bad() == 0
                        ? unmeasured(measure)
                        : number(measure, (double) all.delivered() / all.bad(), all.bad());
            }
            case ACKNOWLEDGE -> time(measure, injects, wanted, Score.Of::acknowledge, Expected::acknowledge);
            case GRADING -> share(measure, injects, Score.Of::gradedRightly, 0);
            case CONTAIN -> time(measure, injects, wanted, Score.Of::contain, Expected::contain);
            case RIGHT_STEP -> share(measure, injects, Score.Of::stepFits, none.wrongSteps);
            case GOOD_REFUSED -> {
                var all = all(injects);
                yield all.good() == 0
                        ? unmeasured(measure)
                        : number(measure, (double) all.refused() / all.good(), all.good());
            }
            case RECOVER -> time(measure, injects, wanted, Score.Of::recover, Expected::recover);
            case REPORTED -> {
                int inTime = 0;
                for (double late : reports.values()) {
                    inTime += late <= 0 ? 1 : 0;
                }
                yield share(measure, inTime, reports.size());
            }
        };
    }

    private static Exposure all(List<Score.Of> injects) {
        var all = Exposure.NONE;
        for (var inject : injects) {
            all = all.and(inject.exposure());
        }
        return all;
    }

    /** Whether something holds of an inject; null where it was not asked. */
    private interface Holds {
        @Nullable
        Boolean of(Score.Of inject);
    }

    /** @param more that do not hold, beside the injects */
    private static Score.Result share(Measure measure, List<Score.Of> injects, Holds holds, int more) {
        int of = more;
        int yes = 0;
        for (var inject : injects) {
            var held = holds.of(inject);
            if (held != null) {
                of++;
                yes += held ? 1 : 0;
            }
        }
        return share(measure, yes, of);
    }

    private static Score.Result share(Measure measure, int yes, int of) {
        return of == 0 ? unmeasured(measure) : number(measure, (double) yes / of, of);
    }

    private static Score.Result number(Measure measure, double value, long of) {
        return new Score.Result(measure, value, value, measure.letter(value), of);
    }

    private static Score.Result unmeasured(Measure measure) {
        return new Score.Result(measure, null, Double.NaN, null, 0);
    }

    /** A time of one inject, null where none was wanted. */
    private interface Took {
        @Nullable
        Double of(Score.Of inject);
    }

    /** What the scenario allows for it. */
    private interface Allowed {
        @Nullable
        Duration of(Expected expected);
    }

    private static Score.Result time(
            Measure measure, List<Score.Of> injects, List<Expected> wanted, Took took, Allowed allowed) {
        var values = new double[injects.size()];
        var ratios = new double[injects.size()];
        int n = 0;
        for (int i = 0; i < injects.size(); i++) {
            var value = took.of(injects.get(i));
            var within = allowed.of(wanted.get(i));
            if (value != null && within != null) {
                values[n] = value;
                ratios[n++] = value / (within.toNanos() / SECOND);
            }
        }
        if (n == 0) {
            return unmeasured(measure);
        }
        double ratio = middle(ratios, n);
        return new Score.Result(measure, middle(values, n), ratio, measure.letter(ratio), n);
    }

    /** Of an even number the greater of the two in the middle. */
    static double middle(double[] values, int n) {
        Arrays.sort(values, 0, n);
        return values[n / 2];
    }

    private static @Nullable Letter lowest(List<Score.Result> results, Side side) {
        @Nullable Letter lowest = null;
        for (var result : results) {
            var letter = result.letter();
            if (letter != null && result.measure().side() == side) {
                lowest = lowest == null ? letter : lowest.and(letter);
            }
        }
        return lowest;
    }
}
