package zhiheng.server.rooms.contain;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;
import zhiheng.server.ground.page.Figures;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.contain.ContainmentRows.Row;
import zhiheng.server.rooms.gateway.GatewayRoom;
import zhiheng.server.rooms.watch.Light;

/** What alerts did to a permit, above the page of the gateway, and the click that undoes it. */
public final class ContainmentPages {
    private final GatewayRoom room;
    private final Optional<Containments> gated;

    /** @param gated there where the gateway is */
    public ContainmentPages(GatewayRoom room, Optional<Containments> gated) {
        this.room = room;
        this.gated = gated;
    }

    private Containments containments() {
        room.host(); // says so where there is no gateway
        return gated.orElseThrow();
    }

    public void mount(Router router) {
        room.desk().post(router, GatewayRoom.PATH + "/containments/:containment/restore", visit -> {
            var permit = containments()
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
        return containments().inForce(system).stream()
                .map(row -> view(visit, row))
                .toList();
    }

    private ContainmentView view(Visit visit, Row row) {
        var evidence = row.evidence();
        var light = evidence.grade();
        var figures = evidence.statistics();
        var alarm = figures == null ? null : figures.alarm();
        var lexicon = room.site().lexicon(visit);
        var after = containments().after(row);
        return new ContainmentView(
                GatewayRoom.href(row.system()) + "/containments/" + row.id() + "/restore",
                "/alerts/" + row.alert(),
                lexicon.when(row.time()),
                visit.words.t(evidence.title()),
                lexicon.article(evidence.article()),
                row.rule(),
                visit.words.t(evidence.text()),
                light == null ? visit.words.t("watch.no-grade") : visit.words.t(light.word()),
                Light.id(light),
                Light.shape(light),
                GatewayRoom.light(visit, row.holds()),
                visit.words.t("permit." + after),
                alarm == null ? "" : Figures.evidence(visit.words, alarm),
                Figures.level(alarm == null ? null : alarm.before()),
                Figures.level(alarm == null ? null : alarm.after()),
                figures == null ? null : lexicon.when(figures.onset()));
    }
}
