package zhiheng.server.rooms.contain;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Json;
import zhiheng.server.ground.page.Figures;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.contain.ContainmentRows.Row;
import zhiheng.server.rooms.gateway.GatewayRoom;
import zhiheng.server.rooms.watch.Light;

/** What alerts did to a permit, above the page of the gateway, and the click that undoes it. */
public final class ContainmentPages {
    private final GatewayRoom room;

    public ContainmentPages(GatewayRoom room) {
        this.room = room;
    }

    public void mount(Router router) {
        room.desk().post(router, GatewayRoom.PATH + "/containments/:containment/restore", visit -> {
            var permit = room.host()
                    .containments()
                    .restore(
                            room.mayChange(visit),
                            visit.in("containment"),
                            visit.actor().id(),
                            Containments.RESTORED);
            visit.tell(visit.words.t("contain.restored", visit.words.t("permit." + permit.state()), permit.version()));
            return new Reply.Go(GatewayRoom.href(permit.system()));
        });
    }

    /** Those that hold now. */
    public List<ContainmentView> views(Visit visit, String system) {
        return room.host().containments().inForce(system).stream()
                .map(row -> view(visit, row))
                .toList();
    }

    private ContainmentView view(Visit visit, Row row) {
        var body = Json.readMap(row.body());
        var statistics = map(body.get("statistics"));
        var light = Arrays.stream(Light.values())
                .filter(l -> l.name().equalsIgnoreCase(String.valueOf(body.get("grade"))))
                .findFirst();
        var lexicon = room.site().lexicon(visit);
        var after = room.host().containments().after(row);
        return new ContainmentView(
                GatewayRoom.href(row.system()) + "/containments/" + row.id() + "/restore",
                lexicon.time(row.time()),
                said(visit, body.get("title")),
                lexicon.article(String.valueOf(body.get("article"))),
                row.rule(),
                said(visit, body.get("text")),
                light.map(l -> visit.words.t(l.word())).orElse(visit.words.t("watch.no-grade")),
                light.map(l -> l.name().toLowerCase(Locale.ROOT)).orElse("none"),
                light.map(Light::shape).orElse("○"),
                GatewayRoom.light(visit, row.holds()),
                visit.words.t("permit." + after),
                Figures.evidence(statistics, "statistic") + " ≥ " + Figures.evidence(statistics, "threshold"),
                Figures.level(map(statistics.get("before"))),
                Figures.level(map(statistics.get("after"))),
                statistics.get("onset") instanceof String onset ? lexicon.time(Instant.parse(onset)) : "");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object json) {
        return json instanceof Map<?, ?> m ? (Map<String, Object>) m : Map.of();
    }

    private static String said(Visit visit, @Nullable Object text) {
        return String.valueOf(map(text).getOrDefault(visit.words.language(), ""));
    }
}
