package zhiheng.server.rooms.review;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import zhiheng.base.Refusal;
import zhiheng.gateway.Held;
import zhiheng.office.people.Access;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.calls.Said;
import zhiheng.server.rooms.calls.SaidViews;
import zhiheng.server.rooms.gateway.GatewayRoom;
import zhiheng.server.rooms.review.HeldRows.HeldRow;

/** The review queue, and one held call to be decided. */
public final class ReviewPages {
    private static final int PAGE = 50;
    private static final int SETTLED = 20;
    private static final String QUEUE = GatewayRoom.PATH + "/review";
    private static final String ONE = QUEUE + "/:held";

    private final GatewayRoom room;
    private final Optional<ReviewDesk> gated;

    /** @param gated there where the gateway is */
    public ReviewPages(GatewayRoom room, Optional<ReviewDesk> gated) {
        this.room = room;
        this.gated = gated;
    }

    private ReviewDesk reviews() {
        room.host(); // says so where there is no gateway
        return gated.orElseThrow();
    }

    public void mount(Router router) {
        var desk = room.desk();
        desk.get(router, QUEUE, this::queue);
        desk.get(router, ONE, visit -> one(visit, Form.EMPTY, ""));
        desk.post(router, ONE + "/read", visit -> one(visit, Form.EMPTY, "read"));
        desk.post(router, ONE + "/decision", this::decide);
        desk.get(router, ONE + "/media/:number", this::media);
    }

    private Reply queue(Visit visit) {
        var system = room.system(visit);
        var reviews = reviews();
        var waiting = reviews.waiting(system.id(), visit.query("after"), PAGE);
        var view = new ReviewView(
                room.head(visit, system, "review"),
                waiting.stream().map(row -> line(visit, row)).toList(),
                waiting.size() == PAGE
                        ? href(system.id()) + "?after=" + waiting.getLast().id()
                        : null,
                reviews.settled(system.id(), SETTLED).stream()
                        .map(row -> line(visit, row))
                        .toList());
        return room.desk().page(visit, "systems", "rooms/review/review", Map.of("p", view));
    }

    private static String href(String system) {
        return GatewayRoom.href(system) + "/review";
    }

    private ReviewView.Row line(Visit visit, HeldRow row) {
        var by = row.decidedBy();
        var reason = row.reason().equals(Held.EVERY_ANSWER) ? visit.words.t("held.every") : row.reason();
        return new ReviewView.Row(
                href(row.system()) + "/" + row.id(),
                room.site().lexicon(visit).when(row.time()),
                visit.words.t("held.stage." + row.stage()),
                reason,
                row.surface(),
                state(visit, row.state()),
                by.isEmpty() ? "" : room.site().people(visit).getOrDefault(by, by),
                by.isEmpty() ? null : room.site().lexicon(visit).when(Instant.parse(row.decidedAt())),
                row.note());
    }

    private static State state(Visit visit, HeldRows.State state) {
        var tone = switch (state) {
            case WAITING -> "doing";
            case RELEASED, FETCHED -> "met";
            case REJECTED -> "late";
            case LAPSED -> "not";
        };
        return new State(tone, visit.words.t("held." + state));
    }

    private Reply one(Visit visit, Form form, String how) {
        var view = view(visit, form, how.equals("read"));
        return form.wrong()
                ? room.desk()
                        .wrong(visit, "systems", "rooms/review/held", Map.of("p", view), visit.words.t("error.form"))
                : room.desk().page(visit, "systems", "rooms/review/held", Map.of("p", view));
    }

    /** @param read whether the content is opened, which the ledger keeps */
    private HeldView view(Visit visit, Form form, boolean read) {
        var system = room.system(visit);
        var row = row(visit, system.id());
        boolean waits = row.state() == HeldRows.State.WAITING;
        var href = href(system.id()) + "/" + row.id();
        Said said = null;
        if (read) {
            var held = reviews().read(visit.actor(), system.id(), row.id());
            said = SaidViews.of(held.surface(), held.content(), room.inspection(system.id()), href + "/media");
        }
        return new HeldView(
                room.head(visit, system, "review"),
                row.id(),
                href,
                line(visit, row),
                room.site().lexicon(visit).when(row.until()),
                said,
                waits && visit.actor().role().mayChange(),
                form);
    }

    private HeldRow row(Visit visit, String system) {
        return reviews().row(system, visit.in("held")).orElseThrow(Access::notFound);
    }

    private Reply decide(Visit visit) {
        var system = room.mayChange(visit);
        if (visit.typed("note").isEmpty()) {
            return one(visit, visit.form(Map.of("note", visit.words.t("error.required"))), "read");
        }
        boolean release = visit.typed("decision").equals("release");
        if (!release && !visit.typed("decision").equals("reject")) {
            throw Access.notFound();
        }
        try {
            reviews().decide(visit.actor(), system, visit.in("held"), release, visit.typed("note"));
        } catch (Refusal e) {
            if (e.kind() != Refusal.Kind.CONFLICT) {
                throw e;
            }
            var said = visit.words.t(e.text()) + " " + visit.words.t("held.yours", visit.typed("note"));
            var view = view(visit, visit.form(Map.of()), false);
            return room.desk().stale(visit, "systems", "rooms/review/held", Map.of("p", view), said);
        }
        visit.tell(visit.words.t(release ? "held.told.released" : "held.told.rejected"));
        return new Reply.Go(href(system));
    }

    private Reply media(Visit visit) {
        var system = room.system(visit);
        var row = row(visit, system.id());
        var held = reviews().shown(visit.actor(), row);
        return SaidViews.media(held.surface(), held.content(), visit.in("number"));
    }
}
