package zhiheng.office.duties;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.Finding;
import zhiheng.packs.Pack;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.WorkCalendar;

/** What was said, shown and recorded about the duties of one system, as one transaction sees it. */
record Tracking(
        PackLibrary library,
        Map<String, DutyMark> marks,
        Map<String, List<Evidence>> evidence,
        List<SystemEvent> events,
        Map<DutyTx.Settled, LocalDate> settled,
        Map<String, List<DutyMet>> met) {

    static Tracking of(PackLibrary library, Finding finding, DutyTx tx, String systemId) {
        boolean comesBack = finding.duties().stream().anyMatch(duty -> duty.comesBack() != null);
        return new Tracking(
                library,
                tx.marks(systemId).stream().collect(Collectors.toMap(DutyMark::duty, Function.identity())),
                tx.evidenceOf(systemId).stream().collect(Collectors.groupingBy(Evidence::duty)),
                tx.events(systemId),
                tx.settled(systemId),
                comesBack ? tx.met(systemId).stream().collect(Collectors.groupingBy(DutyMet::duty)) : Map.of());
    }

    /** What events brought about under {@code duty}: only what happened while it bound. */
    List<Occurrence> occurrences(Finding.Duty duty) {
        if (events.isEmpty() || duty.clocks().isEmpty()) {
            return List.of();
        }
        var calendar = calendar(duty.pack());
        var zone = library.zone(duty.pack());
        return events.stream()
                .flatMap(event -> duty.clocks().stream()
                        .filter(clock -> event.event().equals(clock.event()))
                        .map(clock -> occurrence(
                                duty,
                                event,
                                clock,
                                clock.end(event.happenedAt().atZone(zone).toLocalDateTime(), calendar))))
                .filter(o -> !o.event().happenedAt().atZone(zone).toLocalDate().isBefore(duty.from()))
                .toList();
    }

    private Occurrence occurrence(
            Finding.Duty duty, SystemEvent event, zhiheng.packs.Clock clock, zhiheng.packs.Clock.End end) {
        return new Occurrence(event, clock, end, settled.get(new DutyTx.Settled(event.id(), duty.id())));
    }

    private @Nullable WorkCalendar calendar(String pack) {
        return library.packs().stream()
                .filter(p -> p.id().equals(pack))
                .map(Pack::jurisdiction)
                .findFirst()
                .map(library::calendar)
                .orElse(null);
    }
}
