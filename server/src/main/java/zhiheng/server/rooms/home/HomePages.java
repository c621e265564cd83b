package zhiheng.server.rooms.home;

import io.vertx.ext.web.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.acts.ActRow;
import zhiheng.office.duties.DutyQuery;
import zhiheng.office.people.Role;
import zhiheng.office.registry.ComingTier;
import zhiheng.office.registry.OrgOverview;
import zhiheng.office.registry.OrgTier;
import zhiheng.office.registry.SystemQuery;
import zhiheng.packs.LegalDays;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Owed;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Tier;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.alerts.AlertCases;
import zhiheng.server.rooms.duties.WorkRow;
import zhiheng.server.rooms.review.HeldRows;
import zhiheng.server.rooms.review.ReviewDesk;
import zhiheng.server.rooms.trend.TrendFeature;

/** The first page: what to do next and by when, what waits, and what the law will bring. */
final class HomePages {
    private static final int ROWS = 8;
    private static final int COUNTED = 10_000;
    private static final int WEEK = 7;
    private static final int ORGS = 25;
    private static final int AHEAD = 12;
    private static final SystemQuery ALL = new SystemQuery(null, null, null, null, null, 1);

    private final Site site;
    private final Desk desk;
    private final Optional<ReviewDesk> reviews;
    private final AlertCases alerts;
    private final TrendFeature trend;

    HomePages(Site site, Desk desk, Optional<ReviewDesk> reviews, AlertCases alerts, TrendFeature trend) {
        this.trend = trend;
        this.site = site;
        this.desk = desk;
        this.reviews = reviews;
        this.alerts = alerts;
    }

    void mount(Router router) {
        desk.get(router, "/", this::home);
    }

    /** An empty registry has nothing to do but to fill it; its own page says how. */
    private Reply home(Visit visit) {
        if (site.office().registry().systems(visit.actor(), ALL).items().isEmpty()) {
            return new Reply.Go("/systems");
        }
        return desk.page(visit, "home", "rooms/home/home", Map.of("p", view(visit)));
    }

    private HomeView view(Visit visit) {
        var days = site.office().days();
        var lexicon = site.lexicon(visit);
        var coming = site.office().registry().comingTiers(visit.actor());
        var lawDay = coming.stream()
                .filter(c -> c.from().isAfter(days.of(c.pack())))
                .map(ComingTier::from)
                .min(Comparator.naturalOrder())
                .orElse(null);
        var week = lane(visit, lexicon, "home.week", DutyQuery.dueBefore(days.plusDays(WEEK + 1), ROWS), "week");
        var lanes = new ArrayList<HomeView.Lane>();
        lanes.add(week);
        var later = later(visit, lexicon, days, lawDay);
        if (!later.rows().isEmpty()) {
            lanes.add(later);
        }
        var starting = lane(visit, lexicon, "home.starting", DutyQuery.startingAfter(days, ROWS), "coming");
        if (!starting.rows().isEmpty()) {
            lanes.add(starting);
        }
        boolean many = visit.actor().role() != Role.PROVIDER;
        var overview = site.office().registry().overview(visit.actor(), Integer.MAX_VALUE);
        return new HomeView(
                visit.words.t("home.today", lexicon.day(site.clock().instant())),
                mine(visit),
                lanes.stream().flatMap(lane -> lane.rows().stream()).findFirst().orElse(null),
                figures(visit, days, overview),
                trend.seenBy(visit.actor()),
                lanes,
                waiting(visit, lexicon),
                coming.stream()
                        .filter(c -> c.from().isAfter(days.of(c.pack())))
                        .map(c -> ahead(lexicon, days, c))
                        .filter(a -> a.tier().gravity() < Tier.NO_MATTER)
                        .limit(AHEAD)
                        .toList(),
                many ? orgs(visit, lexicon, days, overview) : List.of(),
                questions(visit),
                visit.actor().role() == Role.PROVIDER ? List.of() : changes(visit, lexicon));
    }

    private HomeView.Lane lane(Visit visit, Lexicon lexicon, String title, DutyQuery query, String show) {
        var duties = site.office().duties();
        var asked = mine(visit) ? query.of(visit.actor().id()) : query;
        var names = site.people(visit);
        var total = duties.count(visit.actor(), asked, COUNTED + 1);
        var today = site.office().today();
        var owed = owed(visit, query).stream()
                .map(o -> WorkRow.of(lexicon, o, today))
                .toList();
        var all = total + owed.size();
        return new HomeView.Lane(
                visit.words.t(title),
                all > COUNTED ? COUNTED + "+" : Long.toString(all),
                Stream.concat(
                                duties.list(visit.actor(), asked).items().stream()
                                        .map(row -> WorkRow.of(
                                                lexicon,
                                                site.library(),
                                                row,
                                                site.office().days(),
                                                names)),
                                owed.stream())
                        .sorted(Comparator.comparing(WorkRow::day))
                        .limit(ROWS)
                        .toList(),
                "/duties?show=" + show + (mine(visit) ? "&who=me" : ""));
    }

    /** What is owed beside the duties in the days that a lane is about; of what is to begin there is none. */
    private List<Owed> owed(Visit visit, DutyQuery query) {
        var before = query.dueBefore();
        if (before == null) {
            return List.of();
        }
        var from = query.dueFrom();
        var me = site.people(visit).getOrDefault(visit.actor().id(), "");
        return site.owed(visit.actor(), before.day()).stream()
                .filter(o -> from == null || !o.due().isBefore(from.day()))
                .filter(o -> !mine(visit) || o.owner().equals(me))
                .toList();
    }

    private static boolean mine(Visit visit) {
        return visit.query("who").equals("me");
    }

    /** From next week up to the next day on which the law itself changes for somebody; without such a day, for a quarter. */
    private HomeView.Lane later(Visit visit, Lexicon lexicon, LegalDays today, @Nullable LocalDate lawDay) {
        var from = today.plusDays(WEEK + 1);
        var until = lawDay != null && lawDay.isAfter(from.latest())
                ? lawDay
                : today.day().plusMonths(3);
        var lane = lane(
                visit, lexicon, "home.week", DutyQuery.dueBetween(from, LegalDays.on(until.plusDays(1)), ROWS), "open");
        return new HomeView.Lane(visit.words.t("home.until", until), lane.total(), lane.rows(), lane.more());
    }

    private List<HomeView.Figure> figures(Visit visit, LegalDays today, List<OrgOverview> overview) {
        var duties = site.office().duties();
        var overdue = duties.count(visit.actor(), DutyQuery.dueBefore(today, 1), COUNTED + 1)
                + site.owed(visit.actor(), today.day()).size();
        return List.of(
                figure(visit, overdue, "overdue", "late"),
                figure(visit, overview.stream().mapToLong(OrgOverview::gaps).sum(), "gap", "gap"),
                figure(
                        visit,
                        overview.stream().mapToLong(OrgOverview::unassessed).sum(),
                        "not_assessed",
                        "open"));
    }

    private static HomeView.Figure figure(Visit visit, long number, String show, String tone) {
        return new HomeView.Figure(
                number > COUNTED ? COUNTED + "+" : Long.toString(number),
                visit.words.t("show." + show),
                "/duties?show=" + show,
                tone);
    }

    private List<HomeView.Waiting> waiting(Visit visit, Lexicon lexicon) {
        var result = new ArrayList<HomeView.Waiting>();
        for (var note : site.office().notes().waiting(visit.actor(), ROWS)) {
            site.office()
                    .registry()
                    .nameOf(visit.actor(), note.systemId())
                    .ifPresent(name -> result.add(new HomeView.Waiting(
                            visit.words.t("note." + note.kind()) + " · " + note.duty(),
                            "/systems/" + note.systemId() + "/duties/" + note.duty() + "#notes",
                            name,
                            lexicon.when(note.at()))));
        }
        if (reviews.isEmpty()) {
            return result;
        }
        for (var held : reviews.get().waitingBySystem()) {
            try {
                var system = site.office().registry().system(visit.actor(), held.system());
                result.add(new HomeView.Waiting(
                        visit.words.t("home.calls", held.calls()),
                        "/systems/" + system.id() + "/gateway/review",
                        system.name(),
                        lexicon.sentence("home.until-time", held.until())));
            } catch (Refusal e) {
                continue; // of others, or gone: not this person's to see
            }
        }
        return result;
    }

    private HomeView.Ahead ahead(Lexicon lexicon, LegalDays days, ComingTier c) {
        return new HomeView.Ahead(
                c.from().toString(),
                lexicon.left(c.from(), days.of(c.pack())),
                lexicon.tier(c.pack(), c.tier()),
                c.systems(),
                "/systems?tier=" + URLEncoder.encode(c.pack() + "/" + c.tier(), StandardCharsets.UTF_8));
    }

    private List<HomeView.OrgRow> orgs(Visit visit, Lexicon lexicon, LegalDays days, List<OrgOverview> overview) {
        var open = alerts.pendingByOrg(visit.actor());
        var held = held(visit);
        return overview.stream()
                .limit(ORGS)
                .map(o -> {
                    var waits = held.getOrDefault(o.orgId(), List.of());
                    return new HomeView.OrgRow(
                            o.name(),
                            "/systems?org=" + o.orgId(),
                            o.systems(),
                            gravest(lexicon, o.tiers(), false),
                            gravest(lexicon, o.tiers(), true),
                            o.overdue(),
                            o.gaps(),
                            o.unassessed(),
                            open.getOrDefault(o.orgId(), 0L),
                            waits.stream().mapToLong(HeldRows.Waiting::calls).sum(),
                            waits.stream()
                                    .map(HeldRows.Waiting::until)
                                    .min(Comparator.naturalOrder())
                                    .map(until -> lexicon.sentence("home.until-time", until))
                                    .orElse(null),
                            o.nextDue() == null ? "" : o.nextDue().toString(),
                            o.nextDue() == null ? "" : lexicon.left(o.nextDue(), days.of(o.nextPack())));
                })
                .toList();
    }

    /** Calls that wait for review, by the organisation of their system. */
    private Map<String, List<HeldRows.Waiting>> held(Visit visit) {
        var result = new HashMap<String, List<HeldRows.Waiting>>();
        for (var waiting : reviews.map(ReviewDesk::waitingBySystem).orElse(List.of())) {
            try {
                var org = site.office()
                        .registry()
                        .system(visit.actor(), waiting.system())
                        .orgId();
                result.computeIfAbsent(org, o -> new ArrayList<>()).add(waiting);
            } catch (Refusal e) {
                continue; // of others, or gone: not this person's to see
            }
        }
        return result;
    }

    /**
     * The gravest tier of an organisation, in force or to come, and of equally grave ones the nearest, then the most frequent; null
     * where nothing matters.
     */
    private static HomeView.@Nullable Held gravest(Lexicon lexicon, List<OrgTier> tiers, boolean coming) {
        return tiers.stream()
                .filter(tier -> (tier.from() != null) == coming)
                .sorted(Comparator.comparing(OrgTier::from, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(OrgTier::systems, Comparator.reverseOrder()))
                .map(tier -> {
                    var shown = lexicon.tier(tier.pack(), tier.tier());
                    return new HomeView.Held(
                            tier.from() == null ? shown : shown.from(tier.from().toString()), tier.systems());
                })
                .filter(held -> held.tier().gravity() < Tier.NO_MATTER)
                .min(Comparator.comparingInt(held -> held.tier().gravity()))
                .orElse(null);
    }

    private List<HomeView.Question> questions(Visit visit) {
        return site.office().registry().mostQuestions(visit.actor(), 5).stream()
                .map(row -> new HomeView.Question(
                        row.name(), "/systems/" + row.id() + "/questions", row.questions(), most(visit, row.id())))
                .toList();
    }

    private String most(Visit visit, String system) {
        return site
                .office()
                .registry()
                .finding(visit.actor(), system, site.office().days())
                .open()
                .stream()
                .findFirst()
                .map(open -> visit.words.t(
                        "home.decides",
                        visit.words.t(open.question()),
                        open.decides().size()))
                .orElse("");
    }

    private List<HomeView.Change> changes(Visit visit, Lexicon lexicon) {
        return site.office().registry().latest(visit.actor(), 10).stream()
                .map(row -> change(visit, lexicon, row))
                .toList();
    }

    private HomeView.Change change(Visit visit, Lexicon lexicon, ActRow row) {
        var system = row.act().systemId();
        var name = system.isEmpty()
                ? ""
                : site.office().registry().nameOf(visit.actor(), system).orElse("");
        return new HomeView.Change(
                lexicon.when(row.act().time()),
                lexicon.act(row.act().name()),
                name.isEmpty() ? visit.words.t("nav.ledger") : name,
                name.isEmpty() ? "/ledger" : "/systems/" + system + "#history");
    }
}
