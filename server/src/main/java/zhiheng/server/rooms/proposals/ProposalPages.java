package zhiheng.server.rooms.proposals;

import io.vertx.ext.web.Router;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.acts.Json;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** The list of proposals, and one with its draft, what a replay found, and the decision. */
final class ProposalPages {
    private static final String SECTION = "proposals";
    private static final String LIST = "rooms/proposals/proposals";
    private static final String ONE = "rooms/proposals/proposal";
    private static final int ROWS = 50;
    private static final int USUAL_DAYS = 30;
    /** A need's id, typed alone or as the address of its page. */
    private static final Pattern NEED = Pattern.compile("[0-9A-Za-z-]{8,64}$");

    private final Site site;
    private final Desk desk;
    private final Proposals proposals;

    ProposalPages(Site site, Desk desk, Proposals proposals) {
        this.site = site;
        this.desk = desk;
        this.proposals = proposals;
    }

    void mount(Router router) {
        desk.get(router, "/proposals", visit -> {
            var need = NEED.matcher(visit.query("need"));
            var form = need.find() ? new Form(Map.of("needs", "/needs/" + need.group()), Map.of()) : Form.EMPTY;
            return desk.page(visit, SECTION, LIST, Map.of("p", all(visit, form)));
        });
        desk.post(router, "/proposals", this::open);
        desk.get(
                router,
                "/proposals/:proposal",
                visit -> desk.page(visit, SECTION, ONE, Map.of("p", view(visit, Form.EMPTY))));
        desk.post(
                router,
                "/proposals/:proposal/draft",
                visit -> done(
                        visit,
                        "rules",
                        () -> proposals.draft(
                                visit.actor(), visit.in("proposal"), visit.version(), visit.raw("rules"))));
        desk.post(router, "/proposals/:proposal/whatif", this::whatIf);
        desk.post(
                router,
                "/proposals/:proposal/decision",
                visit -> done(
                        visit,
                        "words",
                        () -> proposals.decide(
                                visit.actor(),
                                visit.in("proposal"),
                                visit.version(),
                                visit.typed("how").equals("adopt"),
                                visit.typed("words"))));
    }

    private Reply open(Visit visit) {
        try {
            var pack = visit.typed("pack").split("/", 2);
            if (pack.length != 2 || !List.of("LAW", "POLICIES").contains(pack[0])) {
                throw Refusal.invalid("请选择规则包。", "Choose a pack.");
            }
            var draft = new Proposals.Draft(
                    visit.typed("title"),
                    visit.typed("grounds"),
                    Proposal.Over.valueOf(pack[0]),
                    pack[1],
                    needs(visit.typed("needs")));
            return new Reply.Go(
                    "/proposals/" + proposals.open(visit.actor(), draft).id());
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.FORBIDDEN) {
                throw e;
            }
            var said = visit.words.t(e.text());
            return desk.wrong(visit, SECTION, LIST, Map.of("p", all(visit, visit.form(Map.of("title", said)))), said);
        }
    }

    /** Ids or addresses of needs, a line each. */
    private static LinkedHashSet<String> needs(String typed) {
        var needs = new LinkedHashSet<String>();
        for (var line : typed.split("\\s+")) {
            var id = NEED.matcher(line);
            if (id.find()) {
                needs.add(id.group());
            }
        }
        return needs;
    }

    /** The time typed; null where none was, for no calls then. */
    private TrafficReplay.@Nullable Period period(Visit visit) {
        var from = visit.typed("from");
        var to = visit.typed("to");
        if (from.isEmpty() && to.isEmpty()) {
            return null;
        }
        try {
            return proposals.period(LocalDate.parse(from), to.isEmpty() ? proposals.today() : LocalDate.parse(to));
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("请写日期，如 2026-03-15。", "Write a day, such as 2026-03-15.");
        }
    }

    private Reply whatIf(Visit visit) {
        var id = visit.in("proposal");
        try {
            var period = period(visit);
            proposals.mayReplay(visit.actor(), id, period);
            return done(visit, "rules", () -> proposals.whatIf(visit.actor(), id, visit.version(), period));
        } catch (Refusal e) {
            return refused(visit, "from", e);
        }
    }

    private Reply done(Visit visit, String field, Runnable deed) {
        try {
            deed.run();
            visit.tell(visit.words.t("proposals.done"));
            return new Reply.Go("/proposals/" + visit.in("proposal"));
        } catch (Refusal e) {
            return refused(visit, field, e);
        }
    }

    private Reply refused(Visit visit, String field, Refusal e) {
        var said = visit.words.t(e.text());
        return switch (e.kind()) {
            case CONFLICT -> desk.stale(visit, SECTION, ONE, Map.of("p", view(visit, visit.form(Map.of()))), said);
            case INVALID, MALFORMED ->
                desk.wrong(visit, SECTION, ONE, Map.of("p", view(visit, visit.form(Map.of(field, said)))), said);
            case FORBIDDEN, NOT_FOUND, UNAVAILABLE -> throw e;
        };
    }

    /** With the time that is proposed where none was typed. */
    private Form dated(Form form) {
        if (form.typed().containsKey("from")) {
            return form;
        }
        var typed = new HashMap<>(form.typed());
        typed.put("from", proposals.today().minusDays(USUAL_DAYS).toString());
        return new Form(typed, form.errors());
    }

    private ProposalView.All all(Visit visit, Form form) {
        var after = visit.query("after");
        var found = proposals.list(visit.actor(), after.isEmpty() ? null : after, ROWS);
        var packs = new ArrayList<ProposalView.Pack>();
        for (var over : Proposal.Over.values()) {
            proposals
                    .replay()
                    .packs(over)
                    .forEach(id -> packs.add(new ProposalView.Pack(
                            over + "/" + id, visit.words.t("proposals.over." + over) + " · " + id)));
        }
        return new ProposalView.All(
                found.stream()
                        .map(p -> new ProposalView.Row(
                                "/proposals/" + p.id(),
                                p.title(),
                                p.pack(),
                                state(visit, p),
                                site.lexicon(visit).on(p.opened())))
                        .toList(),
                visit.actor().role().mayChange() ? packs : List.of(),
                found.size() < ROWS
                        ? null
                        : "/proposals?after=" + found.getLast().id(),
                form);
    }

    private static State state(Visit visit, Proposal p) {
        var tone = switch (p.state()) {
            case OPEN -> p.report().isEmpty() ? "open" : "doing";
            case ADOPTED -> "met";
            case DROPPED -> "not";
        };
        return new State(tone, visit.words.t("proposals.state." + p.state()));
    }

    private ProposalView view(Visit visit, Form form) {
        var p = proposals.one(visit.actor(), visit.in("proposal"));
        boolean changes = visit.actor().role().mayChange() && p.state() == Proposal.State.OPEN;
        var report = p.report().isEmpty() ? null : Json.readMap(p.report());
        return new ProposalView(
                p.id(),
                p.title(),
                state(visit, p),
                site.lexicon(visit).when(p.opened()),
                p.pack(),
                visit.words.t("proposals.over." + p.over()),
                p.grounds(),
                p.decision(),
                proposals.count(p.id()),
                proposals.needs(visit.actor(), p.id()).stream()
                        .map(n -> new ProposalView.Said("/needs/" + n.id(), n.text(), visit.words.t(n.kind())))
                        .toList(),
                report == null
                        ? ""
                        : visit.words.t(
                                "proposals.replayed",
                                String.valueOf(report.get("asOf")),
                                whole(report.get("seen")),
                                whole(report.get("differ")),
                                whole(report.get("unread"))),
                report == null ? List.of() : effects(visit, report.get("effects")),
                report == null ? null : CallsReport.read(visit.words, report.get("calls"), p.rules()),
                p.over() == Proposal.Over.LAW,
                form.value("rules").isEmpty() ? p.rules() : form.value("rules"),
                p.version(),
                changes,
                changes && !p.proposer().equals(visit.actor().id()),
                dated(form));
    }

    private static long whole(@Nullable Object number) {
        return number instanceof Number n ? n.longValue() : 0;
    }

    private static List<ProposalView.Effect> effects(Visit visit, @Nullable Object list) {
        var effects = new ArrayList<ProposalView.Effect>();
        if (list instanceof List<?> all) {
            for (var one : all) {
                if (one instanceof Map<?, ?> effect) {
                    effects.add(new ProposalView.Effect(
                            visit.words.t("proposals.change." + effect.get("change")),
                            String.valueOf(effect.get("what")),
                            String.valueOf(effect.get("pack")),
                            whole(effect.get("all")),
                            groups(visit, effect.get("bySize")),
                            groups(visit, effect.get("bySector"))));
                }
            }
        }
        return effects;
    }

    private static String groups(Visit visit, @Nullable Object counts) {
        return counts instanceof Map<?, ?> map ? CallsReport.groups(visit.words, map) : "";
    }
}
