package zhiheng.server.rooms.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import zhiheng.cases.Procedure;
import zhiheng.office.people.Actor;
import zhiheng.office.sandbox.Criterion;
import zhiheng.server.rooms.cases.CaseFilter;
import zhiheng.server.rooms.cases.CaseRow;

/**
 * The participations that somebody may see, in the order in which they are to be taken up: those that wait for a decision before those that
 * run; among the waiting, whoever goes first by the pack's criteria before others, and then who waits longest.
 */
record Queue(Sandboxes sandboxes, Applications applications) {
    private static final int PAGE = 100;
    private static final int MOST = 500;

    /**
     * @param waiting whether a decision on the admission is still to come
     * @param first why it goes before others; empty where nothing speaks for it
     * @param since when the application was handed in, or the case opened
     */
    record Place(
            Participation p,
            String system,
            String org,
            boolean waiting,
            Optional<Applications.Filled> application,
            List<Criterion> first,
            Instant since) {}

    /** @param whole false where there are more than are shown */
    record Order(List<Place> places, boolean whole) {}

    Order of(Actor actor) {
        var rows = new ArrayList<CaseRow>();
        String before = null;
        do {
            var page = sandboxes.cases().list(actor, new CaseFilter(null, Procedure.Kind.SANDBOX, false, before, PAGE));
            rows.addAll(page.items());
            before = page.next();
        } while (before != null && rows.size() < MOST);
        var places = rows.stream()
                .map(row -> place(actor, row))
                .sorted(Comparator.comparing((Place p) -> !p.waiting())
                        .thenComparing(p -> p.first().isEmpty())
                        .thenComparing(Place::since)
                        .thenComparing(p -> p.p().c().id()))
                .toList();
        return new Order(places, before == null);
    }

    private Place place(Actor actor, CaseRow row) {
        var p = sandboxes.participation(row.c());
        var application = applications.criteria(p).map(c -> applications.filled(p));
        var since = application
                .flatMap(f -> Optional.ofNullable(f.row().filed()))
                .orElse(row.c().opened());
        var office = sandboxes.office();
        var org = office.orgs()
                .find(actor, office.registry().system(actor, row.c().subject()).orgId())
                .map(o -> o.name())
                .orElse("");
        return new Place(
                p,
                row.systemName(),
                org,
                p.terms() == null,
                application,
                application.map(f -> f.assessment().first()).orElse(List.of()),
                since);
    }
}
