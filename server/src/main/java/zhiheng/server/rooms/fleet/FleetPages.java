package zhiheng.server.rooms.fleet;

import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import zhiheng.office.people.Role;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.Words;

/** The gateways that run by themselves, for who sees all systems. */
record FleetPages(Site site, Desk desk, Supplier<Optional<FleetDesk>> fleet) {
    static final String SECTION = "fleet";
    private static final long MINUTES = 120;
    private static final long HOURS = 7200;

    void mount(Router router) {
        desk.get(router, "/fleet", visit -> desk.page(visit, SECTION, "rooms/fleet/fleet", Map.of("p", view(visit))));
        desk.post(router, "/fleet/:id/revoke", visit -> {
            fleet.get().orElseThrow(FleetFeature::leadsNone).revoke(visit.actor(), visit.in("id"));
            visit.tell(visit.words.t("fleet.revoked"));
            return new Reply.Go("/fleet");
        });
    }

    private FleetView view(Visit visit) {
        FleetApi.mustSeeAll(visit.actor());
        boolean rules = visit.actor().role() == Role.ADMINISTRATOR;
        return fleet.get()
                .map(desk -> new FleetView(
                        true,
                        desk.enrolment().members().stream()
                                .map(member -> row(visit, desk, member, rules))
                                .toList(),
                        rule(visit.words, desk.enrolment().cutOff()),
                        rules))
                .orElseGet(() -> new FleetView(false, List.of(), "", rules));
    }

    private FleetView.Row row(Visit visit, FleetDesk desk, Member member, boolean rules) {
        var words = visit.words;
        var lexicon = site.lexicon(visit);
        var standing = Standing.of(member, desk, desk.clock().instant());
        var systems = member.systems();
        return new FleetView.Row(
                member.id(),
                member.name(),
                new State(tone(standing.kind()), words.t("fleet.is." + standing.kind())),
                lexicon.whenExactly(standing.heard()),
                permits(words, standing),
                systems == null ? words.t("fleet.all") : words.t("fleet.some", systems.size()),
                lexicon.when(member.enrolledAt()),
                rules && !member.revoked());
    }

    private static String tone(Standing.Kind kind) {
        return switch (kind) {
            case HEARD -> "met";
            case DRAINED -> "exempt";
            case SILENT -> "doing";
            case CUT_OFF -> "late";
            case REVOKED -> "not";
        };
    }

    private static String permits(Words words, Standing standing) {
        var behind = standing.behind();
        if (behind == null) {
            return words.t("fleet.permits.unknown");
        }
        return behind == 0 ? words.t("fleet.permits.current") : words.t("fleet.permits.behind", behind);
    }

    private static String rule(Words words, CutOff rule) {
        return words.t(
                "fleet.rule",
                time(words, rule.after()),
                words.t("permit." + rule.state().name()),
                time(words, rule.stop()));
    }

    private static String time(Words words, Duration time) {
        long seconds = time.toSeconds();
        if (seconds < MINUTES || seconds % 60 != 0) {
            return words.t("fleet.seconds", seconds);
        }
        return seconds < HOURS || seconds % 3600 != 0
                ? words.t("fleet.minutes", seconds / 60)
                : words.t("fleet.hours", seconds / 3600);
    }
}
