package zhiheng.server.rooms.sandbox;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** The queue of participations. */
final class QueuePages {
    private final Site site;
    private final Desk desk;
    private final Queue queue;

    QueuePages(Site site, Desk desk, Queue queue) {
        this.site = site;
        this.desk = desk;
        this.queue = queue;
    }

    void mount(Router router) {
        desk.get(
                router,
                "/sandboxes",
                visit -> desk.page(visit, "sandboxes", "rooms/sandbox/queue", Map.of("p", view(visit))));
    }

    private QueueView view(Visit visit) {
        var order = queue.of(visit.actor());
        var waiting = new ArrayList<QueueView.Row>();
        var running = new ArrayList<QueueView.Row>();
        for (var place : order.places()) {
            var rows = place.waiting() ? waiting : running;
            rows.add(row(visit, place, rows.size() + 1));
        }
        return new QueueView(List.copyOf(waiting), List.copyOf(running), order.whole());
    }

    private QueueView.Row row(Visit visit, Queue.Place place, int number) {
        var words = visit.words;
        var c = place.p().c();
        var stage = words.t(place.p().procedure().stage(c.stage()).name());
        return new QueueView.Row(
                number,
                "/sandboxes/" + c.id(),
                place.system(),
                place.org(),
                words.t(place.p().procedure().name()),
                new State(place.p().step().isPresent() ? "met" : place.waiting() ? "open" : "not", stage),
                site.lexicon(visit).when(place.since()),
                place.application()
                        .filter(f -> f.row().number() > 0)
                        .map(f -> Applications.range(f.assessment()).replace("–", "\u2060–\u2060"))
                        .orElse("–"),
                place.first().stream()
                        .map(f -> words.t(f.priority()))
                        .collect(Collectors.joining(words.t("terms.and"))),
                c.excluded().size(),
                Notices.under(place.p()));
    }
}
