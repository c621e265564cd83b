package zhiheng.server.rooms.sandbox;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import zhiheng.base.Refusal;
import zhiheng.cases.Event;
import zhiheng.cases.Procedure;
import zhiheng.office.duties.Sha256;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.sandbox.Answer;
import zhiheng.office.sandbox.Answer.Says;
import zhiheng.office.sandbox.Assessment;
import zhiheng.office.sandbox.Criteria;
import zhiheng.office.sandbox.ProposedTerms;
import zhiheng.packs.Finding;
import zhiheng.packs.PackException;
import zhiheng.server.ground.http.JsonOut;

/**
 * Applications by the criteria of the packs: saved as often as one likes, handed in once complete, and then a document of the case,
 * which names the SHA-256 of what was handed in. A change is another application, and the earlier ones stay.
 */
final class Applications {
    static final int MOST_WORDS = 2_000;

    private final Sandboxes sandboxes;
    private final Map<String, Criteria> criteria;

    Applications(Sandboxes sandboxes, Map<String, Criteria> criteria) {
        this.sandboxes = sandboxes;
        this.criteria = criteria;
        criteria.values().forEach(c -> checked(c, sandboxes.cases().procedures().of(c.procedure())));
    }

    private static void checked(Criteria c, Procedure procedure) {
        if (procedure.items().stream()
                .noneMatch(i -> i.id().equals(c.item()) && i.sort() == Procedure.Item.Sort.DOCUMENT)) {
            throw new PackException(
                    c.file() + ": `item`: procedure " + c.procedure() + " has no document '" + c.item() + "'");
        }
        for (var step : c.start().steps()) {
            if (procedure.stages().stream().noneMatch(s -> s.id().equals(step.stage()))) {
                throw new PackException(
                        c.file() + ": `steps`: procedure " + c.procedure() + " has no stage '" + step.stage() + "'");
            }
        }
    }

    /**
     * An application as it stands.
     *
     * @param row the last that was saved; number 0 where there is none
     * @param assessment by the criteria it was answered under when it was handed in, by today's before
     */
    record Filled(Participation p, Criteria criteria, ApplicationRows.Row row, Assessment assessment) {
        /** Whether what was handed in has gone by its retention. */
        boolean gone() {
            return filed() && row.body().isEmpty();
        }

        boolean filed() {
            return row.filed() != null;
        }
    }

    /** What was typed, by field, is refused; nothing was stored. */
    static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Map<String, Refusal> faults;

        Unfit(Map<String, Refusal> faults) {
            super("an application is refused");
            this.faults = Map.copyOf(faults);
        }

        Map<String, Refusal> faults() {
            return faults;
        }
    }

    Optional<Criteria> criteria(Participation p) {
        return Optional.ofNullable(criteria.get(p.c().procedure()));
    }

    /** @throws Refusal where the packs have no criteria for the procedure */
    Filled of(Actor actor, String caseId) {
        return filled(sandboxes.of(actor, caseId));
    }

    Filled filled(Participation p) {
        var now = criteria(p)
                .orElseThrow(() -> Refusal.notFound(
                        "本程序没有申请标准（criteria.yaml）。", "The procedure has no criteria to apply by (criteria.yaml)."));
        var row = sandboxes.store().read(tx -> ApplicationRows.in(tx).last(p.c().id()));
        if (row.isEmpty()) {
            var none = new ApplicationRows.Row(0, 0, now.version(), Map.of(), "", "", sandboxes.now(), null);
            return new Filled(p, now, none, Assessment.of(now, Map.of()));
        }
        var under = row.get().filed() == null ? now : version(now, row.get().criteria());
        return new Filled(p, under, row.get(), Assessment.of(under, row.get().answers()));
    }

    private Criteria version(Criteria now, String version) {
        return version.equals(now.version())
                ? now
                : sandboxes
                        .store()
                        .read(tx -> ApplicationRows.in(tx).criteria(now.procedure(), version))
                        .flatMap(text -> Criteria.read(now.file(), text).stream()
                                .filter(c -> c.procedure().equals(now.procedure()))
                                .findFirst())
                        .orElse(now);
    }

    /** Whether the actor is of those who hand in the application, by the procedure. */
    boolean mayAnswer(Actor actor, Participation p) {
        if (!actor.role().mayChange() || p.c().ended() || p.c().excluded().contains(actor.id())) {
            return false;
        }
        var who = sandboxes.cases().who(actor);
        return criteria(p)
                .map(c -> p.procedure().item(c.item()).by().stream()
                        .anyMatch(role -> p.procedure().role(role).heldBy() == who.kind()))
                .orElse(false);
    }

    /**
     * Saves answers; nothing is handed in.
     *
     * @param seen how often it had been saved when the actor opened it
     */
    Filled save(Actor actor, String caseId, long seen, Map<String, Answer> answers) {
        var before = of(actor, caseId);
        Access.mayChange(actor);
        if (!mayAnswer(actor, before.p())) {
            throw Refusal.forbidden("申请由申请单位填写。", "The applicant fills in the application.");
        }
        var now = criteria(before.p()).orElseThrow();
        var clean = clean(now, answers);
        sandboxes.store().write(tx -> {
            var rows = ApplicationRows.in(tx);
            var last = rows.last(caseId);
            long saved = last.map(ApplicationRows.Row::saves).orElse(0L);
            if (saved != seen) {
                throw Refusal.conflict(
                        "另有人已保存此申请，请查看后再存。",
                        "Somebody else saved the application meanwhile; look at it and save again.");
            }
            int number = last.map(r -> r.filed() == null ? r.number() : r.number() + 1)
                    .orElse(1);
            rows.put(
                    caseId,
                    new ApplicationRows.Row(
                            number, saved + 1, now.version(), clean, "", actor.id(), sandboxes.now(), null));
            return number;
        });
        return of(actor, caseId);
    }

    private static Map<String, Answer> clean(Criteria criteria, Map<String, Answer> answers) {
        var faults = new HashMap<String, Refusal>();
        var clean = new LinkedHashMap<String, Answer>();
        answers.forEach((id, a) -> {
            if (criteria.criteria().stream().noneMatch(c -> c.id().equals(id))) {
                faults.put(id, Refusal.invalid("没有标准“" + id + "”。", "There is no criterion '" + id + "'."));
                return;
            }
            try {
                var words = Input.optional("说明", "explanation", a.words(), MOST_WORDS);
                var link = a.evidence().isBlank() ? "" : Input.link(a.evidence().strip());
                if (a.says() != Says.UNKNOWN || !words.isEmpty() || !link.isEmpty()) {
                    clean.put(id, new Answer(a.says(), words, link));
                }
            } catch (Refusal e) {
                faults.put(id, e);
            }
        });
        if (!faults.isEmpty()) {
            throw new Unfit(faults);
        }
        return clean;
    }

    /**
     * Hands in what was saved last.
     *
     * @param seen the step of the case
     * @throws Unfit where a criterion that must be answered is open
     */
    Filled file(Actor actor, String caseId, long seen) {
        var f = of(actor, caseId);
        if (f.row().number() == 0 || f.filed()) {
            throw Refusal.conflict("没有新的内容可提交，请先保存。", "There is nothing new to hand in; save first.");
        }
        var faults = new HashMap<String, Refusal>();
        for (var line : f.assessment().missing()) {
            faults.put(
                    line.criterion().id(),
                    Refusal.invalid("此项为必答：请选择“是”“部分”或“否”。", "This must be answered: choose yes, partly or no."));
        }
        if (!faults.isEmpty()) {
            throw new Unfit(faults);
        }
        var body = JsonOut.compact(map(
                "case", caseId,
                "number", f.row().number(),
                "procedure", f.criteria().procedure(),
                "criteria", f.criteria().version(),
                "answers", AnswersJson.tree(f.row().answers())));
        sandboxes
                .cases()
                .act(
                        actor,
                        caseId,
                        seen,
                        summary(f, Sha256.of(body)),
                        by -> new Event.File(f.criteria().item(), by.digest(), by.who(), by.at()));
        sandboxes.store().write(tx -> {
            var rows = ApplicationRows.in(tx);
            rows.keep(f.criteria());
            var r = f.row();
            rows.put(
                    caseId,
                    new ApplicationRows.Row(
                            r.number(),
                            r.saves() + 1,
                            r.criteria(),
                            r.answers(),
                            body,
                            actor.id(),
                            r.time(),
                            sandboxes.now()));
            return r.number();
        });
        return of(actor, caseId);
    }

    private static String summary(Filled f, String sha256) {
        var a = f.assessment();
        return "申请第" + f.row().number() + "版：已答" + a.answered() + "/" + a.asked() + "项，得分" + range(a)
                + "（满分100），标准 " + f.criteria().version() + "，SHA-256 " + sha256 + "。\nApplication "
                + f.row().number() + ": " + a.answered() + " of " + a.asked() + " answered, score " + range(a)
                + " of 100, criteria " + f.criteria().version() + ", SHA-256 " + sha256 + ".";
    }

    /** The score in hundredths: one number, or from and to while something is open. */
    static String range(Assessment a) {
        long least = Math.round(100 * a.least());
        long most = Math.round(100 * a.most());
        return least == most ? Long.toString(least) : least + "–" + most;
    }

    /** The terms that the pack's rules make of the answers and of the tiers that the system falls into. */
    ProposedTerms proposed(Actor actor, Filled f) {
        return ProposedTerms.of(
                f.criteria(),
                f.row().answers(),
                tiers(actor, f.p()),
                sandboxes.today(f.p()),
                f.p().procedure().zone());
    }

    private Set<String> tiers(Actor actor, Participation p) {
        var finding = sandboxes
                .office()
                .dossiers()
                .of(actor, p.c().subject(), sandboxes.office().days())
                .finding();
        var tiers = new TreeSet<String>();
        finding.outcomes().stream().map(Finding.Outcome::tier).forEach(tiers::add);
        return tiers;
    }

    List<ApplicationRows.Row> versions(String caseId) {
        return sandboxes.store().read(tx -> ApplicationRows.in(tx).of(caseId));
    }
}
