package zhiheng.server.rooms.sandbox;

import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.cases.Procedure;
import zhiheng.office.duties.TrackedDuty;
import zhiheng.office.sandbox.ProposedTerms;
import zhiheng.office.sandbox.SandboxTerms;
import zhiheng.office.sandbox.TermsRule;
import zhiheng.packs.DutyHead;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Figures;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.Words;

/** The terms of one participation as a form: steps as rows, waivers picked from the duties that may be waived. */
final class TermsPages {
    private static final String TEMPLATE = "rooms/sandbox/terms";
    private static final String PATH = "/sandboxes/:case/terms";

    private final Desk desk;
    private final Sandboxes sandboxes;
    private final Applications applications;

    TermsPages(Desk desk, Sandboxes sandboxes, Applications applications) {
        this.desk = desk;
        this.sandboxes = sandboxes;
        this.applications = applications;
    }

    void mount(Router router) {
        desk.get(router, PATH, visit -> desk.page(visit, "sandboxes", TEMPLATE, Map.of("p", view(visit, null))));
        desk.post(router, PATH, this::take);
    }

    private Reply take(Visit visit) {
        var p = sandboxes.of(visit.actor(), visit.in("case"));
        Complaints.officer(visit.actor(), p);
        var form = new TermsForm(
                visit::typed,
                stages(p).stream().map(Procedure.Stage::id).toList(),
                waivable(visit, p).stream().map(DutyHead::id).toList(),
                sandboxes.today(p));
        var terms = form.read();
        if (terms == null) {
            return wrong(visit, form.errors(), visit.words.t("error.form"));
        }
        try {
            sandboxes.file(visit.actor(), p.c().id(), visit.version(), terms);
        } catch (Refusal e) {
            return switch (e.kind()) {
                case CONFLICT -> {
                    var view = view(visit, visit.form(Map.of()));
                    yield desk.stale(visit, "sandboxes", TEMPLATE, Map.of("p", view), visit.words.t(e.text()));
                }
                case INVALID, MALFORMED ->
                    wrong(
                            visit,
                            Map.of("users." + terms.steps().getFirst().stage(), e.text()),
                            visit.words.t(e.text()));
                case FORBIDDEN, NOT_FOUND, UNAVAILABLE -> throw e;
            };
        }
        visit.tell(visit.words.t("sandbox.filed"));
        return new Reply.Go("/sandboxes/" + p.c().id());
    }

    private Reply wrong(Visit visit, Map<String, Text> errors, String said) {
        var told = new HashMap<String, String>();
        errors.forEach((field, text) -> told.put(field, visit.words.t(text)));
        return desk.wrong(visit, "sandboxes", TEMPLATE, Map.of("p", view(visit, visit.form(told))), said);
    }

    /** Those of the pack's proposal and of terms on file; where there are neither, all in which service is thinkable. */
    private List<Procedure.Stage> stages(Participation p) {
        Set<String> named = new LinkedHashSet<>();
        applications.criteria(p).ifPresent(c -> c.start().steps().forEach(s -> named.add(s.stage())));
        var proposed = p.proposed();
        if (proposed != null) {
            proposed.steps().forEach(s -> named.add(s.stage()));
        }
        var terms = p.terms();
        if (terms != null) {
            terms.steps().forEach(s -> named.add(s.stage()));
        }
        return p.procedure().stages().stream()
                .filter(s ->
                        named.isEmpty() ? !s.end() && !s.equals(p.procedure().start()) : named.contains(s.id()))
                .toList();
    }

    private List<DutyHead> waivable(Visit visit, Participation p) {
        var today = sandboxes.office().days();
        return sandboxes.office().dossiers().of(visit.actor(), p.c().subject(), today).duties().stream()
                .map(TrackedDuty::duty)
                .filter(d -> d.waivable())
                .map(d -> new DutyHead(d.pack(), d.id(), d.title(), d.nature(), d.article(), true))
                .collect(Collectors.toMap(DutyHead::id, d -> d, (a, b) -> a, java.util.LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    private TermsView view(Visit visit, @Nullable Form typed) {
        var p = sandboxes.of(visit.actor(), visit.in("case"));
        Complaints.officer(visit.actor(), p);
        var words = visit.words;
        boolean asked = applications.criteria(p).isPresent();
        boolean proposal =
                asked && (p.proposed() == null || visit.query("proposal").equals("1"));
        var proposed = asked ? applications.proposed(visit.actor(), applications.filled(p)) : null;
        var here = "/sandboxes/" + p.c().id();
        var source = proposal ? "terms.from.rules" : p.proposed() == null ? "terms.from.nothing" : "terms.from.file";
        return new TermsView(
                SandboxTabs.of(visit, "terms", sandboxes, applications, p),
                here + "/terms",
                words.t(source),
                proposed == null ? List.of() : because(proposed, words),
                asked && !proposal ? here + "/terms?proposal=1" : "",
                stages(p).stream()
                        .map(s -> new TermsView.Step(s.id(), words.t(s.name()), bound(p, s.id())))
                        .toList(),
                waivable(visit, p).stream()
                        .map(d -> new TermsView.Duty(d.id(), words.t(d.title()), d.article()))
                        .toList(),
                typed != null ? typed : new Form(values(p, proposal ? proposed : null), Map.of()),
                typed == null ? p.c().step() : visit.version());
    }

    private static String bound(Participation p, String stage) {
        return p.bound(stage).map(Figures::number).orElse("");
    }

    private Map<String, String> values(Participation p, @Nullable ProposedTerms proposed) {
        SandboxTerms terms = proposed == null ? p.proposed() : proposed.terms();
        if (terms != null) {
            return TermsForm.fields(terms);
        }
        return Map.of(
                "until", sandboxes.today(p).plusMonths(6).toString(),
                "zone", p.procedure().zone().getId(),
                "keepContentDays", "0",
                "error", "0.05",
                "inspected", "0.1",
                "verdictDays", "3",
                "reported", "0.3",
                "windowDays", "14");
    }

    private static List<TermsView.Because> because(ProposedTerms proposed, Words words) {
        return proposed.because().stream()
                .map(rule -> new TermsView.Because(words.t(rule.reason()), sets(rule, words)))
                .toList();
    }

    private static String sets(TermsRule rule, Words words) {
        return Stream.of(TermsRule.Bound.values())
                .filter(rule.bounds()::containsKey)
                .map(b ->
                        words.t("terms.sets." + b, String.valueOf(rule.bounds().get(b))))
                .collect(Collectors.joining(words.t("terms.and")));
    }
}
