package zhiheng.server.rooms.grants;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** Proposals with their evidence; the authority looks for them, the department decides, the enterprise may decline. */
final class GrantPages {
    private static final String SECTION = "grants";
    private static final String TEMPLATE = "rooms/grants/grants";
    private static final int ROWS = 30;

    private final Site site;
    private final Desk desk;
    private final GrantDesk grants;

    GrantPages(Site site, Desk desk, GrantDesk grants) {
        this.site = site;
        this.desk = desk;
        this.grants = grants;
    }

    void mount(Router router) {
        desk.get(router, "/grants", visit -> {
            if (!grants.installed()) {
                return desk.refusal(visit, 200, visit.words.t("nav.grants"), visit.words.t("grants.none-installed"));
            }
            return desk.page(visit, SECTION, TEMPLATE, Map.of("p", view(visit, null, Form.EMPTY)));
        });
        desk.post(router, "/grants", this::propose);
        desk.post(router, "/grants/:grant/decision", this::decide);
    }

    private Reply propose(Visit visit) {
        try {
            var found = grants.propose(visit.actor(), visit.typed("measure"), visit.typed("department"));
            return desk.page(visit, SECTION, TEMPLATE, Map.of("p", view(visit, found, visit.form(Map.of()))));
        } catch (Refusal e) {
            return again(visit, e, "measure");
        }
    }

    private Reply decide(Visit visit) {
        try {
            grants.decide(
                    visit.actor(),
                    visit.in("grant"),
                    visit.version(),
                    event(visit.typed("event")),
                    visit.typed("words"));
            visit.tell(visit.words.t("grants.done"));
            return new Reply.Go("/grants");
        } catch (Refusal e) {
            return again(visit, e, "decision");
        }
    }

    private static Grant.Event event(String typed) {
        return Stream.of(Grant.Event.values())
                .filter(e -> e.name().toLowerCase(Locale.ROOT).equals(typed))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("请选择怎样办理。", "Choose what to do."));
    }

    private Reply again(Visit visit, Refusal e, String field) {
        var said = visit.words.t(e.text());
        return switch (e.kind()) {
            case CONFLICT ->
                desk.stale(visit, SECTION, TEMPLATE, Map.of("p", view(visit, null, visit.form(Map.of()))), said);
            case INVALID, MALFORMED ->
                desk.wrong(
                        visit,
                        SECTION,
                        TEMPLATE,
                        Map.of(
                                "p",
                                view(visit, null, visit.form(Map.of(e.where().isEmpty() ? field : e.where(), said)))),
                        said);
            case FORBIDDEN, NOT_FOUND, UNAVAILABLE -> throw e;
        };
    }

    private GrantsView view(Visit visit, GrantDesk.@Nullable Found found, Form form) {
        var before = visit.query("before");
        var rows = grants.list(visit.actor(), before.isEmpty() ? null : before, ROWS);
        var names = grants.names();
        boolean proposes = grants.proposes(visit.actor());
        var words = visit.words;
        return new GrantsView(
                rows.stream().map(g -> row(visit, g, names)).toList(),
                rows.size() < ROWS ? null : "/grants?before=" + rows.getLast().id(),
                proposes
                        ? grants.measures().stream()
                                .map(m -> new Choice(m.id(), words.t(m.title()), m.id().equals(form.value("measure"))))
                                .toList()
                        : List.of(),
                proposes
                        ? grants.departments().stream()
                                .map(o -> new Choice(o.id(), o.name(), o.id().equals(form.value("department"))))
                                .toList()
                        : List.of(),
                found == null ? "" : words.t("grants.found", found.proposed(), found.already(), found.open()),
                found == null
                        ? List.of()
                        : found.contradicting().stream()
                                .map(c -> names.getOrDefault(c.org(), c.org())
                                        + words.t("grants.colon")
                                        + words.t(c.why()))
                                .toList(),
                form);
    }

    private GrantsView.Row row(Visit visit, Grant g, Map<String, String> names) {
        var words = visit.words;
        var measure = grants.guides().measures().find(g.measure()).orElse(null);
        var lexicon = new Lexicon(grants.guides().measures().library(), words, site.zone(visit));
        var hindrance = grants.hindrance(g);
        return new GrantsView.Row(
                g.id(),
                g.version(),
                measure == null ? g.measure() : words.t(measure.title()),
                measure == null
                        ? words.t("grants.gone", g.edition())
                        : lexicon.article(measure.rule().article()) + " ["
                                + measure.rule().confidence() + "] · "
                                + words.t(measure.pack().name()),
                names.getOrDefault(g.org(), g.org()),
                names.getOrDefault(g.department(), g.department()),
                new State(tone(g.state()), words.t("grants.state." + g.state())),
                lexicon.when(g.time()),
                g.facts().entrySet().stream()
                        .map(f -> words.t(
                                "grants.evidence.said",
                                lexicon.question(f.getKey()),
                                lexicon.answer(f.getKey(), f.getValue())))
                        .toList(),
                g.words(),
                hindrance == null ? "" : words.t(hindrance),
                deeds(visit, g));
    }

    private static String tone(Grant.State state) {
        return switch (state) {
            case PROPOSED -> "doing";
            case GRANTED -> "met";
            case REFUSED, REVOKED -> "late";
            case DECLINED, LAPSED -> "not";
        };
    }

    private static List<Choice> deeds(Visit visit, Grant g) {
        Actor actor = visit.actor();
        var result = new ArrayList<Choice>();
        if (actor.role().mayChange()) {
            for (var step : Grant.COURSE.from(g.state())) {
                boolean may = step.mayBy("department") && actor.orgId().equals(g.department())
                        || step.mayBy("enterprise") && actor.orgId().equals(g.org());
                if (may) {
                    result.add(new Choice(
                            step.event().name().toLowerCase(Locale.ROOT),
                            visit.words.t("grants.event." + step.event()),
                            false));
                }
            }
        }
        return result;
    }
}
