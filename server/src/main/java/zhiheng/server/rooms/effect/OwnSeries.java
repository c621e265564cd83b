package zhiheng.server.rooms.effect;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import zhiheng.base.Refusal;
import zhiheng.office.effect.Results;
import zhiheng.server.rooms.needs.ClosedDay;
import zhiheng.server.rooms.supervision.ActsDay;

/**
 * Pieces of work for {@link Results} out of this system's own records, one for each department: what was done about it (visits, surveys,
 * meetings, forms) and what became of the needs that it closed. Nobody uploads them, and an asker's word is no department's own.
 *
 * @param starts the first days of the times looked at, whole ones only
 * @param at the first of them under the measure
 */
record OwnSeries(Unit unit, Indicator indicator, List<LocalDate> starts, int at) {
    /** How long a time is, how many of them lie before a measure, and how many make a season. */
    enum Unit {
        MONTH(24, 12),
        WEEK(52, 1);

        private final int before;
        final int season;

        Unit(int before, int season) {
            this.before = before;
            this.season = season;
        }

        private LocalDate start(LocalDate day) {
            return this == MONTH ? day.withDayOfMonth(1) : day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }

        private LocalDate plus(LocalDate start, long times) {
            return this == MONTH ? start.plusMonths(times) : start.plusWeeks(times);
        }
    }

    /** @param left out for want of a value: the department and the first time that has none */
    record Found(List<Results.Work> works, List<Left> left) {}

    record Left(String org, LocalDate start) {}

    /** An older measure is not judged. */
    private static final int MOST_YEARS = 10;

    /** @param from a day; the time that it lies in is the first under the measure */
    static OwnSeries of(Unit unit, Indicator indicator, LocalDate from, LocalDate today) {
        if (!from.isBefore(today) || from.isBefore(today.minusYears(MOST_YEARS))) {
            throw Refusal.invalid(
                    "措施开始的日期须在今天之前，且不早于 " + MOST_YEARS + " 年。",
                    "The measure began before today, and not more than " + MOST_YEARS + " years ago.");
        }
        var begin = unit.start(from);
        var starts = new ArrayList<LocalDate>();
        for (var start = unit.plus(begin, -unit.before);
                !unit.plus(start, 1).isAfter(today);
                start = unit.plus(start, 1)) {
            starts.add(start);
        }
        return new OwnSeries(unit, indicator, List.copyOf(starts), unit.before);
    }

    LocalDate first() {
        return starts.getFirst();
    }

    /** The first day after. */
    LocalDate end() {
        return unit.plus(starts.getLast(), 1);
    }

    /** One for each department; one without anything to say in some time is left out and named, for a guess would be no value. */
    Found works(Collection<ClosedDay> closed, Collection<ActsDay> acts, Map<String, String> names) {
        var part = new TreeMap<String, double[]>();
        var whole = new TreeMap<String, double[]>();
        var done = new TreeMap<String, double[]>();
        for (var day : closed) {
            add(part, day.lead(), day.day(), indicator.part(day));
            add(whole, day.lead(), day.day(), indicator.whole(day));
        }
        acts.forEach(day -> add(done, day.org(), day.day(), day.acts()));
        var works = new ArrayList<Results.Work>();
        var left = new ArrayList<Left>();
        Stream.concat(whole.keySet().stream(), done.keySet().stream())
                .distinct()
                .sorted()
                .forEach(org -> {
                    var of = whole.getOrDefault(org, new double[starts.size()]);
                    int gap = gap(of);
                    if (gap >= 0) {
                        left.add(new Left(names.getOrDefault(org, org), starts.get(gap)));
                        return;
                    }
                    works.add(new Results.Work(
                            names.getOrDefault(org, org),
                            done.getOrDefault(org, new double[starts.size()]),
                            shares(part.getOrDefault(org, new double[starts.size()]), of),
                            new double[0],
                            new double[0],
                            Double.NaN,
                            indicator.lowerIsBetter,
                            true));
                });
        return new Found(List.copyOf(works), List.copyOf(left));
    }

    private void add(Map<String, double[]> to, String org, LocalDate day, double value) {
        int at = starts.indexOf(unit.start(day));
        if (at >= 0) {
            to.computeIfAbsent(org, k -> new double[starts.size()])[at] += value;
        }
    }

    private static int gap(double[] whole) {
        for (int i = 0; i < whole.length; i++) {
            if (whole[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    private static double[] shares(double[] part, double[] whole) {
        var shares = new double[whole.length];
        for (int i = 0; i < whole.length; i++) {
            shares[i] = part[i] / whole[i];
        }
        return shares;
    }

    /** What came of the works; refuses where there is none to judge. */
    Results judge(Found found) {
        if (found.works().isEmpty()) {
            throw Refusal.invalid(
                    "没有部门在每一期都有可用的诉求记录" + missing(found, "zh") + "。请改用月、选择其他指标，或粘贴表格。",
                    "No department has needs to judge by in every time" + missing(found, "en")
                            + ". Take months, another indicator, or paste a table.");
        }
        return Results.of(found.works(), at, unit.season);
    }

    private static String missing(Found found, String language) {
        if (found.left().isEmpty()) {
            return "";
        }
        var first = found.left().getFirst();
        return language.equals("zh")
                ? "（如“" + first.org() + "”自 " + first.start() + " 起的一期没有）"
                : " (“" + first.org() + "” has none in the one from " + first.start() + ")";
    }
}
