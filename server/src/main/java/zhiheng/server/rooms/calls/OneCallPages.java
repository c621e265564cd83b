package zhiheng.server.rooms.calls;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Interaction;
import zhiheng.office.people.Access;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.calls.CallView.Fact;
import zhiheng.server.rooms.calls.CallView.Group;
import zhiheng.server.rooms.gateway.GatewayRoom;

/** One call with all that is known about it; what was said is opened only with a reason that the ledger keeps. */
final class OneCallPages {
    private final GatewayRoom room;

    OneCallPages(GatewayRoom room) {
        this.room = room;
    }

    void mount(Router router) {
        var path = GatewayRoom.PATH + "/calls/:call";
        room.desk()
                .get(
                        router,
                        path,
                        visit -> room.desk()
                                .page(
                                        visit,
                                        "systems",
                                        "rooms/calls/call",
                                        Map.of("p", view(visit, null, Form.EMPTY))));
        room.desk().post(router, path + "/content", this::open);
        room.desk().get(router, path + "/media/:number", this::media);
    }

    private Interaction call(Visit visit) {
        var system = room.system(visit).id();
        return room.host()
                .interactions()
                .byId(visit.in("call"))
                .filter(i -> i.system().equals(system))
                .orElseThrow(Access::notFound);
    }

    private Reply open(Visit visit) {
        var call = call(visit);
        if (visit.typed("reason").isEmpty()) {
            var form = visit.form(Map.of("reason", visit.words.t("error.required")));
            return room.desk()
                    .wrong(
                            visit,
                            "systems",
                            "rooms/calls/call",
                            Map.of("p", view(visit, null, form)),
                            visit.words.t("error.form"));
        }
        var content = room.host()
                .contents()
                .read(visit.actor(), call.system(), call.id(), visit.typed("reason"))
                .orElseThrow(Access::notFound);
        var media = GatewayRoom.href(call.system()) + "/calls/" + call.id() + "/media";
        var said = SaidViews.of(call.surface(), content, room.inspection(call.system()), media);
        return room.desk().page(visit, "systems", "rooms/calls/call", Map.of("p", view(visit, said, Form.EMPTY)));
    }

    private Reply media(Visit visit) {
        var call = call(visit);
        var content = room.host()
                .contents()
                .shown(visit.actor(), call.system(), call.id())
                .orElseThrow(Access::notFound);
        return SaidViews.media(call.surface(), content, visit.in("number"));
    }

    private CallView view(Visit visit, @Nullable Said said, Form form) {
        var call = call(visit);
        var lexicon = room.site().lexicon(visit);
        var line = CallLines.line(lexicon, call);
        var permit = room.host().permits().of(call.system());
        return new CallView(
                room.head(visit, room.system(visit), "calls"),
                line.href(),
                line,
                lexicon.clause(call.clause()),
                permit == null ? "" : permit.duties().getOrDefault(call.clause(), ""),
                groups(visit, lexicon, call),
                room.host().contents().has(call.system(), call.id()),
                said,
                form);
    }

    private static List<Group> groups(Visit visit, Lexicon lexicon, Interaction i) {
        var ask = i.ask();
        var asked = new Facts(visit)
                .add("model", i.model())
                .code("surface", i.surface())
                .add("stream", visit.words.t(i.stream() ? "answer.yes" : "answer.no"))
                .add("region", ask.region() == null ? "" : ask.region())
                .add("tenant", ask.tenant() == null ? "" : ask.tenant())
                .add("age", ask.age() < 0 ? "" : Integer.toString(ask.age()))
                .add("purpose", ask.purpose() == null ? "" : ask.purpose())
                .add("max-tokens", ask.maxTokens() <= 0 ? "" : Long.toString(ask.maxTokens()))
                .add("tools", String.join(", ", ask.tools()))
                .code("user", ask.user() == null ? "" : String.format("%016x", ask.user()))
                .code("trace", i.trace());
        var happened = new Facts(visit)
                .add("status", Integer.toString(i.status()))
                .code("clause", i.clause())
                .add("permit", i.permitVersion() == 0 ? "" : Long.toString(i.permitVersion()))
                .add("upstream", i.upstream())
                .add("attempts", i.attempts() == 0 ? "" : Integer.toString(i.attempts()))
                .add("first-byte", CallLines.millis(i.firstByteMicros()) + " ms")
                .add("whole", CallLines.millis(i.micros()) + " ms")
                .add("tokens", (i.estimated() ? "≈ " : "") + i.tokensIn() + " + " + i.tokensOut())
                .add("labelled", visit.words.t(i.labelled() ? "answer.yes" : "answer.no"));
        i.detections().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(d -> happened.add("found", lexicon.found(d.getKey()) + " ×" + d.getValue()));
        var proof = new Facts(visit)
                .code("id", i.id())
                .code("in-digest", i.inDigest())
                .add("in-bytes", Integer.toString(i.inBytes()))
                .code("out-digest", i.outDigest())
                .add("out-bytes", Long.toString(i.outBytes()));
        return List.of(
                new Group(visit.words.t("call.asked"), asked.list),
                new Group(visit.words.t("call.happened"), happened.list),
                new Group(visit.words.t("call.digests"), proof.list));
    }

    /** Gathers facts; what is empty is left out. */
    private static final class Facts {
        private final Visit visit;
        private final List<Fact> list = new ArrayList<>();

        Facts(Visit visit) {
            this.visit = visit;
        }

        Facts add(String name, String value) {
            return put(name, value, false);
        }

        Facts code(String name, String value) {
            return put(name, value, true);
        }

        private Facts put(String name, String value, boolean code) {
            if (!value.isEmpty()) {
                list.add(new Fact(visit.words.t("call." + name), value, code));
            }
            return this;
        }
    }
}
