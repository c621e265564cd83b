package zhiheng.packs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import zhiheng.base.Text;

/**
 * Two laws side by side: what is left of the second's duties when the first's are met and their evidence is at hand. It rests on the lines of a
 * {@link Crosswalk} and on nothing else: where no line speaks of a duty it is left whole.
 */
public record SideBySide(List<Row> rows) {
    /** How a duty of the second stands, the best first. */
    public enum Standing {
        SERVED(new Text("已有证据足够", "served")),
        IN_PART(new Text("部分具备", "served in part")),
        CONFLICT(new Text("有冲突", "in conflict")),
        LEFT(new Text("尚须完成", "left to do"));

        private final Text name;

        Standing(Text name) {
            this.name = name;
        }

        public Text label() {
            return name;
        }

        /** As programs read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One duty of the second law.
     *
     * @param by the lines of the crosswalk that say so, empty where it is {@link Standing#LEFT}
     * @param none where a counterpart in the first was looked for and not found
     */
    public record Row(Crosswalk.End duty, Standing standing, List<Crosswalk.Line> by, List<Crosswalk.Absence> none) {
        /** The duties of the first whose evidence serves, in whole or in part. */
        public List<Crosswalk.End> servedBy() {
            return by.stream()
                    .filter(line -> line.is() != Crosswalk.Relation.CONFLICTS)
                    .map(line -> line.to().same(duty) ? line.from() : line.to())
                    .toList();
        }
    }

    /**
     * @param first whose evidence is at hand
     * @param second what is asked for, in the order in which it is told
     */
    public static SideBySide of(Crosswalk crosswalk, List<Crosswalk.End> first, List<Crosswalk.End> second) {
        var met = first.stream().map(Crosswalk.End::name).collect(Collectors.toSet());
        var packs = first.stream().map(Crosswalk.End::pack).collect(Collectors.toSet());
        var none = crosswalk.absences().stream()
                .filter(absence -> packs.contains(absence.in()))
                .collect(Collectors.groupingBy(absence -> absence.duty().name()));
        var lines = new HashMap<String, List<Crosswalk.Line>>();
        for (var line : crosswalk.lines()) {
            if (met.contains(line.from().name())) {
                lines.computeIfAbsent(line.to().name(), k -> new ArrayList<>()).add(line);
            }
            if (met.contains(line.to().name())) {
                lines.computeIfAbsent(line.from().name(), k -> new ArrayList<>())
                        .add(line);
            }
        }
        return new SideBySide(second.stream()
                .map(duty -> row(
                        duty, lines.getOrDefault(duty.name(), List.of()), none.getOrDefault(duty.name(), List.of())))
                .toList());
    }

    /** A conflict is never hidden by other evidence; else the best that a line says holds. */
    private static Row row(Crosswalk.End duty, List<Crosswalk.Line> lines, List<Crosswalk.Absence> none) {
        var standings = lines.stream().map(line -> standing(line, duty)).toList();
        var standing = standings.contains(Standing.CONFLICT)
                ? Standing.CONFLICT
                : standings.stream().min(Comparator.naturalOrder()).orElse(Standing.LEFT);
        return new Row(duty, standing, List.copyOf(lines), List.copyOf(none));
    }

    /**
     * What one line says of {@code duty}. Read backwards too: what covers another has that other's evidence as a part, and what two duties
     * have in common they have either way.
     */
    private static Standing standing(Crosswalk.Line line, Crosswalk.End duty) {
        return switch (line.is()) {
            case EQUIVALENT -> Standing.SERVED;
            case CONFLICTS -> Standing.CONFLICT;
            case COVERS -> line.to().same(duty) ? Standing.SERVED : Standing.IN_PART;
            case PARTLY -> Standing.IN_PART;
        };
    }

    /** The duties that are left and of which nobody looked for a counterpart in the first. */
    public long notCompared() {
        return rows.stream()
                .filter(row -> row.standing() == Standing.LEFT && row.none().isEmpty())
                .count();
    }

    public long count(Standing standing) {
        return rows.stream().filter(row -> row.standing() == standing).count();
    }
}
