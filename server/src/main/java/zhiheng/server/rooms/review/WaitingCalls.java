package zhiheng.server.rooms.review;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import zhiheng.office.Office;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** What waits for a decision over all systems that somebody sees. */
record WaitingCalls(Optional<ReviewDesk> gated, Office office) {
    private record Waiting(String name, HeldRows.Waiting calls) {}

    private Stream<Waiting> seen(Actor actor) {
        return gated.map(ReviewDesk::waitingBySystem).orElse(List.of()).stream()
                .flatMap(calls ->
                        office.registry().nameOf(actor, calls.system()).map(name -> new Waiting(name, calls)).stream());
    }

    long count(Actor actor) {
        return seen(actor).mapToLong(w -> w.calls().calls()).sum();
    }

    void mount(Router router, Site site, Desk desk) {
        desk.get(router, "/reviews", visit -> page(site, desk, visit));
    }

    private Reply page(Site site, Desk desk, Visit visit) {
        var lexicon = site.lexicon(visit);
        var rows = seen(visit.actor())
                .map(w -> new ReviewsView.Row(
                        w.name(),
                        "/systems/" + w.calls().system() + "/gateway/review",
                        w.calls().calls(),
                        lexicon.when(w.calls().until())))
                .toList();
        return desk.page(visit, "reviews", "rooms/review/reviews", Map.of("p", new ReviewsView(rows)));
    }
}
