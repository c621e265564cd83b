package zhiheng.office.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/**
 * The published counts of people at one time: the same records by sector and by region. No row stands for fewer than
 * {@link #FEWEST} enterprises, no number from 1 to {@value SmallCells#SMALL} can be worked out from either table, from both together, or
 * from the difference of a cell or total between this edition and the one before.
 *
 * <p>Both tables show all their column totals, so that they have nothing hidden in common: a stranger who holds both knows of the one no
 * more than what it shows. Against the edition before, a cell is hidden whose number changed by less than {@link SmallCells#leastSpread},
 * and one that was hidden then and has not changed. Where totals changed by so little, there is no new edition. What several editions say
 * together of sums over several cells is not looked into.
 *
 * @param reporting enterprises that gave a record, of {@code adopters} that are known
 * @param unsaid records of roles that do not say how many beginners were not hired
 */
public record Edition(Table bySector, Table byRegion, int reporting, int adopters, int unsaid) {
    /** Enterprises behind a row. */
    public static final int FEWEST = 3;

    /** Stands for all groups that are too small to be shown by themselves. */
    public static final String OTHERS = "*";

    /** A row: its group, the enterprises behind it, and what is counted; {@code hidden} says which numbers nobody is shown. */
    public record Row(String group, int enterprises, List<Integer> counts, List<Boolean> hidden) {
        public Row {
            counts = List.copyOf(counts);
            hidden = List.copyOf(hidden);
        }

        /** A number as it may be shown; null where it is hidden. The last one is the sum of the others. */
        public @Nullable Integer shown(int column) {
            return hidden.get(column) ? null : counts.get(column);
        }

        /** Jobs more or fewer; null where a part of it is hidden. */
        public @Nullable Integer net(List<Outcome> columns) {
            int net = 0;
            for (int c = 0; c < columns.size(); c++) {
                int sign = switch (columns.get(c)) {
                    case CREATED -> 1;
                    case LEFT, NOT_HIRED -> -1;
                    case STAYED, MOVED, RETRAINED -> 0;
                };
                if (sign != 0 && hidden.get(c)) {
                    return null;
                }
                net += sign * counts.get(c);
            }
            return columns.containsAll(List.of(Outcome.CREATED, Outcome.LEFT)) ? net : null;
        }
    }

    /**
     * @param columns what is counted; an outcome whose total is small is left out of table and sums
     * @param rows the last one holds the totals
     */
    public record Table(List<Outcome> columns, List<Row> rows) {
        public Table {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }

        public Row totals() {
            return rows.getLast();
        }

        private @Nullable Row row(String group) {
            return rows.subList(0, rows.size() - 1).stream()
                    .filter(r -> r.group().equals(group))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * @param adopters enterprises known to use a system, whether they gave a record or not
     * @param before the edition that people have seen last; null for none
     * @throws Refusal where too little is counted to show anything
     */
    public static Edition of(List<Report> reports, int adopters, @Nullable Edition before) {
        int reporting = (int) reports.stream().map(Report::org).distinct().count();
        if (reporting < FEWEST) {
            throw Refusal.conflict(
                    "少于 " + FEWEST + " 家企业有记录，不能公布。",
                    "Fewer than " + FEWEST + " enterprises gave a record; nothing can be published.");
        }
        var columns = new ArrayList<Outcome>();
        for (var outcome : Outcome.values()) {
            int total = sum(reports, outcome);
            if (total == 0 || total > SmallCells.SMALL) {
                columns.add(outcome);
            }
        }
        int unsaid = (int) reports.stream()
                .flatMap(r -> r.changes().stream())
                .filter(c -> c.notHired() == RoleChange.UNKNOWN)
                .count();
        return new Edition(
                table(reports, columns, Report::sector, before == null ? null : before.bySector),
                table(reports, columns, Report::region, before == null ? null : before.byRegion),
                reporting,
                Math.max(adopters, reporting),
                unsaid);
    }

    private static int sum(List<Report> reports, Outcome outcome) {
        return reports.stream()
                .flatMap(r -> r.changes().stream())
                .mapToInt(outcome::of)
                .sum();
    }

    private static Table table(
            List<Report> reports, List<Outcome> columns, Function<Report, String> by, @Nullable Table before) {
        var groups = groups(reports, by);
        var inner = new int[groups.size()][columns.size()];
        var sensitive = new boolean[groups.size()][columns.size() + 1];
        var names = new ArrayList<>(groups.keySet());
        for (int r = 0; r < names.size(); r++) {
            var of = groups.getOrDefault(names.get(r), List.of());
            for (int c = 0; c < columns.size(); c++) {
                inner[r][c] = sum(of, columns.get(c));
            }
        }
        var totals = new int[columns.size() + 1];
        for (int r = 0; r < names.size(); r++) {
            var old = before == null ? null : before.row(names.get(r));
            int sum = 0;
            for (int c = 0; c < columns.size(); c++) {
                sum += inner[r][c];
                totals[c] += inner[r][c];
                sensitive[r][c] = near(old, before, columns, c, inner[r][c]);
            }
            totals[columns.size()] += sum;
            sensitive[r][columns.size()] = near(old, before, columns, columns.size(), sum);
        }
        for (int c = 0; before != null && c <= columns.size(); c++) {
            int change = change(before.totals(), before, columns, c, totals[c]);
            if (change > 0 && change < SmallCells.leastSpread()) {
                throw Refusal.conflict(
                        "与上一期相比，合计变化不足 " + SmallCells.leastSpread() + " 人；请等待更多记录后再公布。",
                        "A total changed by fewer than " + SmallCells.leastSpread()
                                + " people since the last edition; wait for more records.");
            }
        }
        var told = SmallCells.withTotalsShown(inner, sensitive);
        if (told == null) {
            return whole(columns, reports, totals); // too little is counted to be split
        }
        var rows = new ArrayList<Row>();
        for (int r = 0; r <= names.size(); r++) {
            boolean last = r == names.size();
            var counts = new ArrayList<Integer>();
            var hidden = new ArrayList<Boolean>();
            int sum = 0;
            for (int c = 0; c <= columns.size(); c++) {
                int value = last ? totals[c] : c == columns.size() ? sum : inner[r][c];
                sum += last || c == columns.size() ? 0 : value;
                counts.add(value);
                hidden.add(told.isHidden(r, c));
            }
            var of = last ? reports : groups.getOrDefault(names.get(r), List.of());
            rows.add(new Row(last ? "" : names.get(r), enterprises(of), counts, hidden));
        }
        return new Table(columns, rows);
    }

    private static Table whole(List<Outcome> columns, List<Report> reports, int[] totals) {
        var counts = new ArrayList<Integer>();
        for (int total : totals) {
            if (total > 0 && total <= SmallCells.SMALL) {
                throw Refusal.conflict("人数过少，不能公布。", "Too few people are counted for anything to be published.");
            }
            counts.add(total);
        }
        var hidden = counts.stream().map(_ -> false).toList();
        return new Table(columns, List.of(new Row("", enterprises(reports), counts, hidden)));
    }

    /** How much a number changed since the edition before; 0 where that one did not show it. */
    private static int change(@Nullable Row old, Table before, List<Outcome> columns, int column, int now) {
        int at = at(before, columns, column);
        var shown = old == null || at < 0 ? null : old.shown(at);
        return shown == null ? 0 : Math.abs(now - shown);
    }

    private static boolean near(@Nullable Row old, @Nullable Table before, List<Outcome> columns, int column, int now) {
        if (old == null || before == null) {
            return false;
        }
        int at = at(before, columns, column);
        if (at < 0) {
            return false;
        }
        int change = change(old, before, columns, column, now);
        return (change > 0 && change < SmallCells.leastSpread())
                || (old.hidden().get(at) && old.counts().get(at) == now);
    }

    /** The column of the edition before that counts the same; the sums are the same only where all columns are. */
    private static int at(Table before, List<Outcome> columns, int column) {
        if (column < columns.size()) {
            return before.columns().indexOf(columns.get(column));
        }
        return before.columns().equals(columns) ? column : -1;
    }

    /** Reports by group, those of fewer than {@link #FEWEST} enterprises together, with the smallest other one where need be. */
    private static Map<String, List<Report>> groups(List<Report> reports, Function<Report, String> by) {
        var all = new LinkedHashMap<String, List<Report>>();
        reports.stream()
                .sorted(Comparator.comparing(by))
                .forEach(r ->
                        all.computeIfAbsent(by.apply(r), k -> new ArrayList<>()).add(r));
        var order = all.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, List<Report>> e) -> enterprises(e.getValue())))
                .map(Map.Entry::getKey)
                .toList();
        var others = new ArrayList<Report>();
        for (var group : order) {
            var its = all.getOrDefault(group, List.of());
            if (enterprises(its) < FEWEST || (!others.isEmpty() && enterprises(others) < FEWEST)) {
                others.addAll(its);
                all.remove(group);
            }
        }
        if (!others.isEmpty()) {
            all.put(OTHERS, others);
        }
        return all;
    }

    private static int enterprises(List<Report> reports) {
        Set<String> orgs = new HashSet<>();
        reports.forEach(r -> orgs.add(r.org()));
        return orgs.size();
    }
}
