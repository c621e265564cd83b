package zhiheng.server.rooms.registry;

import io.vertx.ext.web.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Counts;
import zhiheng.office.registry.SystemQuery;
import zhiheng.office.registry.SystemRow;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Column;
import zhiheng.server.ground.page.Columns;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Now;
import zhiheng.server.ground.page.Order;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Tier;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.views.SavedViews;

/** The registry: find systems, count them, register and rename. */
final class RegistryPages {
    private static final int ROWS = 25;
    /** Columns that may be put away. */
    private static final List<String> COLUMNS = List.of("tiers", "next.due", "late", "open.duties", "updated");

    private final Site site;
    private final Desk desk;
    private final SavedViews views;
    private final SampleSystems samples;

    RegistryPages(Site site, Desk desk, SavedViews views, SampleSystems samples) {
        this.views = views;
        this.samples = samples;
        this.site = site;
        this.desk = desk;
    }

    void mount(Router router) {
        desk.get(router, "/systems", this::list);
        desk.get(
                router,
                "/systems/new",
                visit -> desk.page(
                        visit, "systems", "rooms/registry/system", Map.of("p", registering(visit, like(visit)))));
        desk.post(router, "/systems", this::register);
        desk.post(router, "/samples", visit -> sampled(visit, "samples.added", samples.add(administrator(visit))));
        desk.post(
                router,
                "/samples/remove",
                visit -> sampled(visit, "samples.removed", samples.remove(administrator(visit))));
        desk.get(router, "/systems/:id/edit", this::editing);
        desk.post(router, "/systems/:id/edit", this::rename);
    }

    private static Actor administrator(Visit visit) {
        if (visit.actor().role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("示例系统由管理员添加和移除。", "An administrator adds and removes the samples.");
        }
        return visit.actor();
    }

    private static Reply sampled(Visit visit, String said, int number) {
        visit.tell(visit.words.t(said, number));
        return new Reply.Go("/systems");
    }

    private Reply list(Visit visit) {
        var lexicon = site.lexicon(visit);
        var text = visit.query("q").strip();
        var tier = visit.query("tier");
        var org = visit.query("org");
        var order = SystemsApi.order(visit.query("sort"));
        boolean archived = visit.query("archived").equals("true");
        var cut = tier.split("/", 2);
        var query = new SystemQuery(
                empty(text),
                empty(org),
                empty(cut[0]),
                cut.length > 1 ? empty(cut[1]) : null,
                archived,
                SystemsApi.sort(order),
                order.turned(),
                empty(visit.query("cursor")),
                ROWS);
        var page = site.office().registry().systems(visit.actor(), query);
        var counts = site.office().registry().counts(visit.actor(), query);
        var orgs = site.office().orgs().seenBy(visit.actor());
        boolean filtered = archived || !text.isEmpty() || !tier.isEmpty() || !org.isEmpty();
        var shown = Columns.of(visit.query("hide"), COLUMNS);
        var filters = address(text, tier, org) + (archived ? "&archived=true" : "");
        var here = filters + hiding(shown);
        var ordered = here + "&sort=" + order.named();
        var next = page.next() == null ? null : ordered + "&cursor=" + encode(page.next());
        var view = new RegistryView(
                text,
                laws(lexicon, tier),
                orgChoices(visit, orgs, org),
                counts.total(),
                counts(lexicon, counts, text, org, "&sort=" + order.named() + hiding(shown)),
                page.items().stream().map(row -> row(lexicon, row)).toList(),
                next,
                archived,
                columns(visit, order, here, shown),
                shown,
                shown.switches(
                        COLUMNS,
                        COLUMNS.stream().map(visit.words::t).toList(),
                        other -> filters + hiding(other) + "&sort=" + order.named()),
                order.named(),
                views.bar(visit, "/systems", ordered.substring("/systems".length())),
                filtered,
                !filtered && counts.total() == 0,
                orgs.stream().noneMatch(o -> o.kind() == Org.Kind.PROVIDER),
                visit.actor().role() == Role.ADMINISTRATOR && samples.offered(),
                visit.actor().role() == Role.ADMINISTRATOR ? samples.standing(visit.actor()) : 0);
        return desk.page(visit, "systems", "rooms/registry/registry", Map.of("p", view));
    }

    private static @Nullable String empty(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String address(String text, String tier, String org) {
        return "/systems?q=" + encode(text) + "&tier=" + encode(tier) + "&org=" + encode(org);
    }

    private static String hiding(Columns columns) {
        return columns.hidden().isEmpty() ? "" : "&hide=" + encode(columns.named());
    }

    private static List<Column> columns(Visit visit, Order order, String here, Columns shown) {
        var words = visit.words;
        var all = new ArrayList<Column>();
        all.add(order.column(words.t("system"), "name", true, here));
        var others = List.of(
                Column.of(words.t("tiers")),
                order.column(words.t("next.due"), "next", true, here),
                order.column(words.t("late"), "overdue", false, here).withNumbers(),
                Column.ofNumbers(words.t("open.duties")),
                order.column(words.t("updated"), "updated", false, here));
        for (int i = 0; i < COLUMNS.size(); i++) {
            if (shown.shows(COLUMNS.get(i))) {
                all.add(others.get(i));
            }
        }
        return all;
    }

    /** The tiers of each law under its name, since several laws call a tier by one word. */
    private List<RegistryView.Law> laws(Lexicon lexicon, String chosen) {
        return site.library().packs().stream()
                .map(pack -> new RegistryView.Law(
                        lexicon.jurisdiction(pack) + " · " + lexicon.words.t(pack.name()),
                        pack.tiers().stream()
                                .map(tier -> {
                                    var value = pack.id() + "/" + tier.id();
                                    return new Choice(value, lexicon.words.t(tier.name()), value.equals(chosen));
                                })
                                .toList()))
                .toList();
    }

    private static List<Choice> orgChoices(Visit visit, List<Org> orgs, String chosen) {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", visit.words.t("org.any"), chosen.isEmpty()));
        orgs.stream()
                .filter(o -> o.kind() == Org.Kind.PROVIDER)
                .forEach(o -> choices.add(new Choice(o.id(), o.name(), o.id().equals(chosen))));
        return choices;
    }

    private List<RegistryView.Count> counts(Lexicon lexicon, Counts counts, String text, String org, String ordered) {
        var result = new ArrayList<RegistryView.Count>();
        for (var pack : site.library().packs()) {
            var byTier = counts.byTier().getOrDefault(pack.id(), Map.of());
            var coming = counts.comingByTier().getOrDefault(pack.id(), Map.of());
            for (var tier : pack.tiers()) {
                long number = byTier.getOrDefault(tier.id(), 0L);
                long later = coming.getOrDefault(tier.id(), 0L);
                if (number + later > 0) {
                    result.add(new RegistryView.Count(
                            number,
                            later,
                            lexicon.tier(pack.id(), tier.id()),
                            address(text, pack.id() + "/" + tier.id(), org) + ordered));
                }
            }
        }
        // What asks for something stands before what is out of scope.
        result.sort(Comparator.comparing(RegistryView.Count::calm));
        return result;
    }

    private RegistryView.Row row(Lexicon lexicon, SystemRow row) {
        var tiers = site.library().packs().stream()
                .filter(p -> row.tierByPack().containsKey(p.id())
                        && (!"out-of-scope".equals(row.tierByPack().get(p.id()))
                                || row.comingByPack().isEmpty()
                                        && row.tierByPack().size() == 1))
                .map(p -> lexicon.tier(p.id(), String.valueOf(row.tierByPack().get(p.id()))))
                .sorted(Tier.LAW_FIRST)
                .toList();
        var next = row.next();
        return new RegistryView.Row(
                "/systems/" + row.id(),
                row.name(),
                row.orgName(),
                tiers,
                coming(lexicon, row),
                row.open(),
                row.overdue(),
                row.gaps(),
                next == null ? "" : next.day().toString(),
                next == null
                        ? ""
                        : lexicon.left(next.day(), site.office().days().of(next.pack())),
                next == null ? "" : "/systems/" + row.id() + "/duties/" + next.duty(),
                next == null ? "" : next.duty(),
                lexicon.on(row.updatedAt()));
    }

    private List<Tier> coming(Lexicon lexicon, SystemRow row) {
        return site.library().packs().stream()
                .filter(p -> row.comingByPack().containsKey(p.id()))
                .map(p -> {
                    var coming = Objects.requireNonNull(row.comingByPack().get(p.id()));
                    return lexicon.tier(p.id(), coming.tier())
                            .from(lexicon.words.t("since", coming.from().toString()));
                })
                .sorted(Tier.LAW_FIRST)
                .toList();
    }

    private SystemForm registering(Visit visit, Form form) {
        var orgs = site.office().orgs().seenBy(visit.actor()).stream()
                .filter(o -> o.kind() == Org.Kind.PROVIDER)
                .map(o -> new Choice(o.id(), o.name(), o.id().equals(form.value("org"))))
                .toList();
        var like = form.value("like");
        var name = like.isEmpty()
                ? ""
                : site.office().registry().system(visit.actor(), like).name();
        return new SystemForm("/systems", true, "0", orgs, days(visit), form, "/systems", like, name, null);
    }

    /** An empty form, or one that begins as a copy of another system. */
    private Form like(Visit visit) {
        var id = visit.query("like");
        if (id.isEmpty()) {
            return Form.EMPTY;
        }
        var system = site.office().registry().system(visit.actor(), id);
        var fields = new LinkedHashMap<>(saved(system));
        fields.put("name", visit.words.t("like.name", system.name()));
        fields.put("org", system.orgId());
        fields.put("like", id);
        return new Form(fields, Map.of());
    }

    /** The answers of the system that is copied, but for the days on which it went live: those are each system's own. */
    private Map<String, Object> copied(Visit visit) {
        var like = visit.typed("like");
        if (like.isEmpty()) {
            return Map.of();
        }
        var facts = new LinkedHashMap<>(
                site.office().registry().system(visit.actor(), like).facts());
        site.library().goLiveDates().forEach(day -> facts.remove(day.id()));
        return facts;
    }

    private List<SystemForm.GoLive> days(Visit visit) {
        return site.library().goLiveDates().stream()
                .map(f -> new SystemForm.GoLive("f-" + f.id(), visit.words.t(f.question()), visit.words.t(f.help())))
                .toList();
    }

    private Reply register(Visit visit) {
        var errors = new Errors(visit).required("name").required("org");
        var facts = new LinkedHashMap<>(copied(visit));
        for (var day : site.library().goLiveDates()) {
            var date = errors.date("f-" + day.id());
            if (date != null) {
                facts.put(day.id(), date.toString());
            }
        }
        if (!errors.any()) {
            try {
                var system = site.office()
                        .registry()
                        .register(
                                visit.actor(),
                                visit.typed("org"),
                                visit.typed("name"),
                                visit.typed("description"),
                                visit.typed("purpose"),
                                facts);
                visit.tell(visit.words.t("registered", system.name()));
                return new Reply.Go("/systems/" + system.id() + "/questions");
            } catch (Refusal e) {
                if (e.kind() != Refusal.Kind.INVALID) {
                    throw e;
                }
                errors.add("name", visit.words.t(e.text()));
            }
        }
        return desk.wrong(
                visit,
                "systems",
                "rooms/registry/system",
                Map.of("p", registering(visit, visit.form(errors.map()))),
                visit.words.t("error.form"));
    }

    private Reply editing(Visit visit) {
        var system = site.office().registry().system(visit.actor(), visit.in("id"));
        var form = new Form(saved(system), Map.of());
        return desk.page(
                visit,
                "systems",
                "rooms/registry/system",
                Map.of("p", renaming(system.id(), Long.toString(system.version()), form, null)));
    }

    private static Map<String, String> saved(AiSystem system) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("name", system.name());
        fields.put("purpose", system.purpose());
        fields.put("description", system.description());
        return fields;
    }

    private static SystemForm renaming(String id, String version, Form form, @Nullable List<Now> now) {
        return new SystemForm(
                "/systems/" + id + "/edit", false, version, List.of(), List.of(), form, "/systems/" + id, "", "", now);
    }

    private Reply rename(Visit visit) {
        var id = visit.in("id");
        var errors = new Errors(visit).required("name");
        if (!errors.any()) {
            try {
                site.office()
                        .registry()
                        .rename(
                                visit.actor(),
                                id,
                                visit.version(),
                                visit.typed("name"),
                                visit.typed("description"),
                                visit.typed("purpose"));
                visit.tell(visit.words.t("renamed"));
                return new Reply.Go("/systems/" + id);
            } catch (Refusal e) {
                if (e.kind() == Refusal.Kind.NOT_FOUND || e.kind() == Refusal.Kind.FORBIDDEN) {
                    throw e;
                }
                if (e.kind() == Refusal.Kind.CONFLICT) {
                    return stale(visit, id);
                }
                errors.add("name", visit.words.t(e.text()));
            }
        }
        return desk.wrong(
                visit,
                "systems",
                "rooms/registry/system",
                Map.of("p", renaming(id, visit.typed("version"), visit.form(errors.map()), null)),
                visit.words.t("error.form"));
    }

    /** The form again, with what somebody else saved meanwhile beside it; sent again it stands on their version. */
    private Reply stale(Visit visit, String id) {
        var system = site.office().registry().system(visit.actor(), id);
        var form = visit.form(Map.of());
        var typed = new LinkedHashMap<String, String>();
        saved(system).keySet().forEach(field -> typed.put(field, form.value(field)));
        var now =
                Now.differing(saved(system), typed, field -> visit.words.t("system." + field), (field, value) -> value);
        return desk.conflict(
                visit,
                "systems",
                "rooms/registry/system",
                Map.of("p", renaming(id, Long.toString(system.version()), form, now)));
    }
}
