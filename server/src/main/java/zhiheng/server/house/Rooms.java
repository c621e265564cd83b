package zhiheng.server.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.meaning.ChosenMeaning;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.WordBook;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.rooms.account.AccountFeature;
import zhiheng.server.rooms.adoption.AdoptionFeature;
import zhiheng.server.rooms.alerts.AlertsFeature;
import zhiheng.server.rooms.amendments.AmendmentsFeature;
import zhiheng.server.rooms.assess.AssessFeature;
import zhiheng.server.rooms.audit.AuditFeature;
import zhiheng.server.rooms.calendar.CalendarFeature;
import zhiheng.server.rooms.calls.CallsFeature;
import zhiheng.server.rooms.cases.CasesFeature;
import zhiheng.server.rooms.contain.ContainFeature;
import zhiheng.server.rooms.documents.DocumentsFeature;
import zhiheng.server.rooms.dossier.DossierFeature;
import zhiheng.server.rooms.drills.DrillsFeature;
import zhiheng.server.rooms.duties.DutiesFeature;
import zhiheng.server.rooms.effect.EffectFeature;
import zhiheng.server.rooms.exchange.ExchangeFeature;
import zhiheng.server.rooms.exports.ExportsFeature;
import zhiheng.server.rooms.fleet.FleetFeature;
import zhiheng.server.rooms.gateway.GatewayFeature;
import zhiheng.server.rooms.gateway.GatewayPortFeature;
import zhiheng.server.rooms.glossary.GlossaryFeature;
import zhiheng.server.rooms.grants.GrantsFeature;
import zhiheng.server.rooms.guide.GuideFeature;
import zhiheng.server.rooms.home.HomeFeature;
import zhiheng.server.rooms.incidents.IncidentsFeature;
import zhiheng.server.rooms.labels.LabelsFeature;
import zhiheng.server.rooms.law.LawFeature;
import zhiheng.server.rooms.ledger.LedgerFeature;
import zhiheng.server.rooms.lists.ListsFeature;
import zhiheng.server.rooms.live.LiveFeature;
import zhiheng.server.rooms.mcp.McpFeature;
import zhiheng.server.rooms.needs.NeedsFeature;
import zhiheng.server.rooms.notify.NotifyFeature;
import zhiheng.server.rooms.offers.OffersFeature;
import zhiheng.server.rooms.packeditor.PackEditorFeature;
import zhiheng.server.rooms.people.PeopleFeature;
import zhiheng.server.rooms.permits.PermitsFeature;
import zhiheng.server.rooms.placement.PlacementFeature;
import zhiheng.server.rooms.policies.PoliciesFeature;
import zhiheng.server.rooms.privacy.PrivacyFeature;
import zhiheng.server.rooms.proposals.ProposalsFeature;
import zhiheng.server.rooms.registry.RegistryFeature;
import zhiheng.server.rooms.reminders.RemindersFeature;
import zhiheng.server.rooms.replay.ReplayFeature;
import zhiheng.server.rooms.review.ReviewFeature;
import zhiheng.server.rooms.sandbox.SandboxFeature;
import zhiheng.server.rooms.search.SearchFeature;
import zhiheng.server.rooms.sso.SsoFeature;
import zhiheng.server.rooms.stream.StreamFeature;
import zhiheng.server.rooms.supervision.SupervisionFeature;
import zhiheng.server.rooms.telemetry.Handed;
import zhiheng.server.rooms.telemetry.TelemetryFeature;
import zhiheng.server.rooms.toolservers.ToolServersFeature;
import zhiheng.server.rooms.tracking.TrackingFeature;
import zhiheng.server.rooms.traffic.TrafficFeature;
import zhiheng.server.rooms.trend.TrendFeature;
import zhiheng.server.rooms.upkeep.UpkeepFeature;
import zhiheng.server.rooms.views.ViewsFeature;
import zhiheng.server.rooms.watch.Aftermath;
import zhiheng.server.rooms.watch.WatchFeature;

/**
 * All that this server can do: the one list. To add a capability, add its folder and a line in {@link #of}. Rooms open in this
 * order and the menu has their entries in it; a room is given what it needs of others.
 */
public record Rooms(List<Capability> all, GatewayFeature gateway, WatchFeature watch) {
    /** The rooms as a start of the server wants them; nothing is opened. */
    static Rooms of(Config config) {
        var traffic = new TrafficFeature();
        var telemetry = new TelemetryFeature(config.otlp(), config.otlpHeaders());
        var gateway = new GatewayFeature(settings(config), traffic);
        var review = new ReviewFeature(gateway);
        var contain = new ContainFeature(gateway);
        var after =
                new AtomicReference<Aftermath>(Aftermath.NONE); // of alerts: set below, asked for when the watch opens
        var watch = new WatchFeature(
                PackLibrary.incidents(config.library()),
                traffic,
                () -> contain.aftermath().and(Objects.requireNonNull(after.get())));
        var log = config.outside().stream();
        if (log != null) {
            watch.elsewhere();
        }
        var tools = new ToolServersFeature(gateway);
        var signing = config.outside().signing();
        var model = new ChosenMeaning(config.outside().meaning());
        var assess = new AssessFeature(config.library().resolveSibling("suites"), model, gateway);
        var port =
                new GatewayPortFeature(gateway, () -> review.desk().orElseThrow(), tools::servers, signing, calls -> {
                    telemetry.calls(calls);
                    watch.live().calls(calls, gateway::inspectors);
                    assess.calls(calls);
                });
        var fleet =
                new FleetFeature(gateway, () -> review.desk().orElseThrow(), tools, (calls, from, arrived, stored) -> {
                    telemetry.calls(calls, new Handed(from, arrived, stored));
                    watch.live().handed(calls, gateway::inspectors);
                    assess.calls(calls);
                });
        var notify = new NotifyFeature(config.receivers());
        var alerts = new AlertsFeature(watch, contain, notify);
        var views = new ViewsFeature();
        var documents = new DocumentsFeature();
        var trend = new TrendFeature();
        var cases = new CasesFeature(procedures(config));
        var incidents = new IncidentsFeature(gateway, traffic, watch, cases);
        var exchange = new ExchangeFeature(cases, config.publicity());
        after.set(incidents.aftermath());
        var guide = new GuideFeature(config.library().resolveSibling("policies"));
        var tracking = new TrackingFeature();
        var needs = new NeedsFeature(cases, tracking, config.outside().attachments());
        var supervision = new SupervisionFeature(needs, tracking);
        var sandboxes = new SandboxFeature(cases, gateway, config.publicity());
        var sso = new SsoFeature(config.outside().sso(), config.outside().address());
        var all = new ArrayList<Capability>();
        var privacy = new PrivacyFeature(() -> all);
        var amendments = new AmendmentsFeature(config.library());
        var law = new LawFeature(config.library(), model, amendments);
        all.addAll(List.of(
                new HomeFeature(review, alerts, trend),
                trend,
                views,
                new RegistryFeature(
                        views, config.library().resolve("../../examples").normalize()),
                documents,
                new DutiesFeature(views, documents),
                new CalendarFeature(List.of(guide::days, law::days)),
                new DossierFeature(config.library()),
                law,
                amendments,
                new PackEditorFeature(config.library(), amendments),
                new GlossaryFeature(),
                traffic,
                telemetry,
                gateway,
                review,
                contain,
                watch,
                tools,
                port,
                fleet,
                new StreamFeature(log, gateway, watch, telemetry),
                new CallsFeature(gateway),
                new PermitsFeature(gateway),
                new LiveFeature(gateway, contain, watch),
                notify,
                alerts,
                assess,
                cases,
                sandboxes,
                incidents,
                exchange,
                new DrillsFeature(config.library().resolveSibling("scenarios"), gateway, watch, incidents, exchange),
                new ExportsFeature(gateway, config.library()),
                new ReplayFeature(),
                new PlacementFeature(),
                guide,
                new OffersFeature(guide, cases, sandboxes),
                new AdoptionFeature(guide, config.library().resolveSibling("employment")),
                new PoliciesFeature(guide, model),
                new GrantsFeature(guide),
                new ListsFeature(config.library().resolveSibling("lists")),
                tracking,
                needs,
                new ProposalsFeature(needs, guide, traffic, config.library()),
                supervision,
                new EffectFeature(needs, supervision),
                new LabelsFeature(signing),
                new LedgerFeature(config.publicity()),
                new UpkeepFeature(),
                sso,
                new PeopleFeature(sso),
                new AccountFeature(sso),
                new RemindersFeature(
                        () -> all.stream()
                                .flatMap(room -> room.tidings().stream())
                                .toList(),
                        config.outside().smtp(),
                        config.outside().address()),
                new AuditFeature(() -> privacy.days("security")),
                privacy,
                new SearchFeature(() ->
                        all.stream().flatMap(room -> room.finds().stream()).toList()),
                new McpFeature(gateway)));
        return new Rooms(List.copyOf(all), gateway, watch);
    }

    /** The library, its packs of incidents, and beside it those of sandboxes. */
    private static List<Path> procedures(Config config) {
        var library = config.library();
        return List.of(library, PackLibrary.incidents(library), library.resolveSibling("procedures"));
    }

    private static GatewayFeature.@Nullable Settings settings(Config config) {
        return config.gatewayPort() == Config.NO_GATEWAY
                ? null
                : new GatewayFeature.Settings(
                        config.host(),
                        config.gatewayPort(),
                        config.privateUpstreams(),
                        config.sampleUpstream(),
                        config.bodyMiB(),
                        config.edge().trustedProxies(),
                        config.outside().stream() != null);
    }

    /** The rooms there are, without starting anything. */
    public static List<Capability> capabilities() {
        return of(Config.NONE).all();
    }

    /** The schema of a database, without starting anything. */
    public static List<Migration> schema() {
        return schema(capabilities());
    }

    static List<Migration> schema(List<Capability> rooms) {
        return Stream.concat(Identity.schema().stream(), rooms.stream().flatMap(room -> room.schema().stream()))
                .toList();
    }

    /** The words of all rooms, without starting anything. */
    public static WordBook words() {
        return words(capabilities());
    }

    static WordBook words(List<Capability> rooms) {
        return WordBook.of(rooms.stream()
                .filter(Capability::words)
                .<Class<?>>map(Capability::getClass)
                .toList());
    }

    /** The menu of all rooms, without starting anything. */
    public static List<Nav> nav() {
        return nav(capabilities());
    }

    static List<Nav> nav(List<Capability> rooms) {
        return rooms.stream().flatMap(room -> room.nav().stream()).toList();
    }

    /** The commands that rooms offer at the shell. */
    public static List<Class<?>> commands() {
        return capabilities().stream().flatMap(room -> room.commands().stream()).toList();
    }
}
