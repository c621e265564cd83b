package zhiheng.drills.exercise;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a drill stood still. Its clocks stand still with it: what is timed is timed without the pauses, and what was done in one counts as
 * done at the moment at which it began.
 */
public record Pauses(List<Pause> all) {
    /** Standing still for longer in sum, a drill is over: its systems are not kept back for ever. */
    public static final Duration MOST = Duration.ofHours(24);

    /** @param to not before {@code from} */
    public record Pause(Instant from, Instant to) {}

    public Pauses {
        all = List.copyOf(all);
    }

    /** Those of a record. One that still lasts is taken until {@code until}. */
    public static Pauses of(List<Mark> marks, Instant until) {
        var pauses = new ArrayList<Pause>();
        Optional<Instant> from = Optional.empty();
        for (var m : marks) {
            if (m.kind() == Mark.Kind.PAUSED && from.isEmpty()) {
                from = Optional.of(m.at());
            } else if (m.kind() == Mark.Kind.RESUMED && from.isPresent()) {
                pauses.add(new Pause(from.get(), m.at()));
                from = Optional.empty();
            }
        }
        from.filter(f -> !f.isAfter(until)).ifPresent(f -> pauses.add(new Pause(f, until)));
        return new Pauses(pauses);
    }

    /** How long the drill stood still before a moment. */
    public Duration before(Instant moment) {
        var sum = Duration.ZERO;
        for (var pause : all) {
            if (moment.isAfter(pause.from())) {
                sum = sum.plus(Duration.between(pause.from(), moment.isBefore(pause.to()) ? moment : pause.to()));
            }
        }
        return sum;
    }

    public Duration sum() {
        return all.stream().map(p -> Duration.between(p.from(), p.to())).reduce(Duration.ZERO, Duration::plus);
    }

    /** The time line as if nobody had paused. */
    public static TimeLine without(TimeLine line) {
        var pauses = of(line.marks(), line.ended());
        if (pauses.all.isEmpty()) {
            return line;
        }
        return new TimeLine(
                line.form(),
                line.began(),
                line.ended().minus(pauses.sum()),
                line.marks().stream()
                        .map(m -> new Mark(
                                m.kind(), m.inject(), m.at().minus(pauses.before(m.at())), m.act(), m.by(), m.detail()))
                        .toList(),
                line.exposure());
    }
}
