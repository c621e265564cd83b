package zhiheng.server.rooms.incidents;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import zhiheng.cases.clocks.SideBySide.Ticking;

/**
 * When things happened, from the record, each line of which is an entry of the ledger: nobody types these times.
 *
 * @param detect the alarm, or the opening where there was none
 * @param ack the first thing that a person did
 * @param contain the first step of the ladder that changed what the system may do
 * @param recover the end of the last step, once none holds
 * @param report the first report that met its clock, in time or late
 */
record Timeline(
        Instant detect,
        @Nullable Instant ack,
        @Nullable Instant contain,
        @Nullable Instant recover,
        @Nullable Instant report) {
    static Timeline of(Instant detect, List<Entry> record, List<Ticking> clocks) {
        Instant ack = null;
        Instant contain = null;
        Instant ended = null;
        int holding = 0;
        for (var e : record) {
            if (ack == null && !e.person().equals(IncidentDesk.ITSELF.id())) {
                ack = e.time();
            }
            boolean acts = !Level.L0.name().equals(e.about().get("level"));
            switch (e.kind()) {
                case CONTAINED -> {
                    holding++;
                    contain = contain == null && acts ? e.time() : contain;
                }
                case RESTORED, EXPIRED -> {
                    holding--;
                    ended = e.time();
                }
                default -> {}
            }
        }
        var report = clocks.stream()
                .filter(t -> !t.owed())
                .filter(t -> t.light() != zhiheng.cases.Light.PASSED_BY)
                .map(Ticking::settled)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        return new Timeline(detect, ack, contain, holding == 0 && contain != null ? ended : null, report);
    }

    /** How long one of the four took; null while it has not happened. */
    @Nullable
    Duration took(Function<Timeline, @Nullable Instant> which) {
        var at = which.apply(this);
        return at == null ? null : Duration.between(detect, at);
    }

    /**
     * The middle of how long it took, and of how many incidents.
     *
     * @param middle null where it never happened
     */
    record Median(String name, @Nullable Duration middle, int of) {}

    static List<Median> medians(List<Timeline> all) {
        return List.of(
                median("ack", all, Timeline::ack),
                median("contain", all, Timeline::contain),
                median("recover", all, Timeline::recover),
                median("report", all, Timeline::report));
    }

    /** Of an even number the lower of the two in the middle: one that was measured. */
    private static Median median(String name, List<Timeline> all, Function<Timeline, @Nullable Instant> which) {
        var took = all.stream()
                .map(t -> t.took(which))
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        return new Median(name, took.isEmpty() ? null : took.get((took.size() - 1) / 2), took.size());
    }
}
