package zhiheng.server.rooms.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.cases.Event;
import zhiheng.cases.Procedure;
import zhiheng.office.duties.Sha256;
import zhiheng.office.duties.TrackedDuty;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.office.registry.DutyState;
import zhiheng.server.ground.page.WordBook;
import zhiheng.server.rooms.cases.CaseFilter;
import zhiheng.server.rooms.ledger.Cosigning;

/**
 * Works out exit reports and puts them on file: a JSON for programs, and in each language a page, a Word document and a PDF. Their digests are the
 * evidence of an entry of the ledger, so that a stranger can verify the files without this server.
 */
final class ExitReports {
    static final String ITEM = "exit-report";
    private static final Actor ITSELF = new Actor("zhiheng", "", Role.ADMINISTRATOR);
    private static final int MOST = 500;

    private final Sandboxes sandboxes;
    private final Applications applications;
    private final Sheets sheets;
    private final Notices notices;
    private final Cosigning cosigning;
    private final WordBook book;

    ExitReports(
            Sandboxes sandboxes,
            Applications applications,
            Sheets sheets,
            Notices notices,
            Cosigning cosigning,
            WordBook book) {
        this.sandboxes = sandboxes;
        this.applications = applications;
        this.sheets = sheets;
        this.notices = notices;
        this.cosigning = cosigning;
        this.book = book;
    }

    /** Worked out now; empty before the admission, when there is nothing to report. */
    Optional<ExitFacts> of(Actor actor, String caseId) {
        var p = sandboxes.of(actor, caseId);
        return p.terms() == null ? Optional.empty() : Optional.of(facts(actor, p));
    }

    private ExitFacts facts(Actor actor, Participation p) {
        var id = p.c().id();
        var system = sandboxes.office().registry().system(actor, p.c().subject());
        var duties = sandboxes
                .office()
                .dossiers()
                .of(ITSELF, system.id(), sandboxes.office().days())
                .duties();
        var states = new EnumMap<DutyState, Long>(DutyState.class);
        duties.forEach(d -> states.merge(d.state(), 1L, Long::sum));
        var known = java.util.Objects.requireNonNull(sandboxes.cases().known(id));
        return new ExitFacts(
                p,
                system.name(),
                sandboxes
                        .office()
                        .orgs()
                        .find(actor, system.orgId())
                        .map(o -> o.name())
                        .orElse(""),
                sandboxes.now(),
                stops(p),
                p.c().ended(),
                sheets.days(p).reversed().stream().map(day -> sheets.of(p, day)).toList(),
                harm(id),
                sandboxes.store().read(tx -> complaints(ComplaintRows.in(tx), id)),
                happenings(p, Procedure.Kind.INCIDENT),
                happenings(p, Procedure.Kind.DRILL),
                states,
                waived(p, duties),
                sandboxes.store().read(tx -> KitRows.in(tx).of(id)).size(),
                score(p),
                notices.comments(actor, id).size(),
                known.steps().stream()
                        .filter(s -> s.ledgerIndex() >= 0)
                        .map(s -> new ExitFacts.Step(s.step(), s.ledgerIndex()))
                        .toList());
    }

    /** Of the application; null where there is none, or it has gone by its retention. */
    private @Nullable String score(Participation p) {
        if (applications.criteria(p).isEmpty()) {
            return null;
        }
        var filled = applications.filled(p);
        return filled.row().number() == 0 || filled.gone() ? null : Applications.range(filled.assessment());
    }

    private static List<ExitFacts.Stop> stops(Participation p) {
        var stops = new ArrayList<ExitFacts.Stop>();
        var trail = p.c().trail();
        for (int i = 0; i < trail.size(); i++) {
            Instant to = i + 1 < trail.size() ? trail.get(i + 1).at() : null;
            stops.add(new ExitFacts.Stop(trail.get(i).stage(), trail.get(i).at(), to));
        }
        return stops;
    }

    /** Of each visit to a stage the last look; the looks are the newest first. */
    private List<Look> harm(String id) {
        var last = new LinkedHashMap<String, Look>();
        var looks = sandboxes.store().read(tx -> SandboxRows.in(tx).looks(id));
        looks.reversed().forEach(look -> last.put(look.stage() + " " + look.visit(), look));
        return List.copyOf(last.values());
    }

    private static Map<Complaint.State, Long> complaints(ComplaintRows rows, String id) {
        var counts = new EnumMap<Complaint.State, Long>(Complaint.State.class);
        for (var state : Complaint.State.values()) {
            counts.put(state, rows.count(id, state));
        }
        return counts;
    }

    /** What happened to the system between the admission and now. */
    private List<ExitFacts.Happening> happenings(Participation p, Procedure.Kind kind) {
        var from = Sheets.admitted(p);
        var filter = new CaseFilter(p.c().subject(), kind, null, null, MOST);
        return sandboxes.cases().list(ITSELF, filter).items().stream()
                .map(row -> row.c())
                .filter(c -> from != null && !c.opened().isBefore(from))
                .map(c -> new ExitFacts.Happening(
                        c.id(),
                        sandboxes.cases().procedure(c).name(),
                        sandboxes.cases().procedure(c).stage(c.stage()).name(),
                        c.opened(),
                        c.ended() ? c.trail().getLast().at() : null))
                .toList()
                .reversed();
    }

    private static List<ExitFacts.Waived> waived(Participation p, List<TrackedDuty> duties) {
        var terms = java.util.Objects.requireNonNull(p.terms());
        return terms.waivers().stream()
                .map(w -> {
                    var duty = duties.stream()
                            .filter(d -> d.duty().id().equals(w.duty()))
                            .findFirst();
                    return new ExitFacts.Waived(
                            w.duty(),
                            duty.map(d -> d.duty().title()).orElse(new Text(w.duty(), w.duty())),
                            w.until(),
                            duty.map(TrackedDuty::standing).orElse(null));
                })
                .toList();
    }

    /**
     * Freezes the report as it is worked out now, and files it as the document of the procedure, whose digest is that of its SHA256SUMS.
     *
     * @return why no PDF is in it, where there is none
     */
    Optional<Text> file(Actor actor, String caseId, long seen) {
        zhiheng.office.people.Access.mayChange(actor);
        var p = Complaints.officer(actor, sandboxes.of(actor, caseId));
        var facts = of(actor, caseId)
                .orElseThrow(
                        () -> Refusal.conflict("准入之前没有可报告的内容。", "There is nothing to report before the admission."));
        if (p.procedure().items().stream().noneMatch(i -> i.id().equals(ITEM))) {
            throw Refusal.invalid("本程序没有材料“exit-report”。", "The procedure has no document 'exit-report'.");
        }
        var files = new TreeMap<String, byte[]>();
        Text noPdf = null;
        files.put("report.json", facts.json().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        for (var language : List.of("zh", "en")) {
            var words = book.in(language);
            var paper = ExitPaper.of(facts, words);
            files.put("report-" + language + ".html", paper.html(words));
            files.put("report-" + language + ".docx", paper.docx(words));
            try {
                files.put("report-" + language + ".pdf", paper.pdf(words));
            } catch (Refusal e) {
                noPdf = e.text(); // no fonts: what goes on file must not wait for them
            }
        }
        var sums = ExitBundle.sums(files);
        var digest = Sha256.of(sums);
        var zip =
                ExitBundle.zip(files, Map.of(ExitBundle.SUMS, sums.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        var who = sandboxes.cases().who(actor);
        sandboxes.office().outbox().record((tx, acts) -> {
            long step = sandboxes.cases().caseIn(tx, caseId).step();
            if (step != seen) {
                throw Refusal.conflict(
                        "另有他人已办理至第 " + step + " 步，请查看后再办。",
                        "Somebody else took the case to step " + step + " meanwhile; look at it and act again.");
            }
            var act = acts.add(
                    actor,
                    ExitBundle.ACT,
                    "case/" + caseId,
                    p.c().subject(),
                    digest,
                    Map.of("case", caseId, "files", files.size()));
            ExitRows.in(tx).add(caseId, digest, act.id(), zip, actor.id(), sandboxes.now());
            var filed = new Event.File(ITEM, digest, who, sandboxes.now());
            return sandboxes.cases().actIn(tx, acts, actor, caseId, filed);
        });
        return Optional.ofNullable(noPdf);
    }

    Optional<ExitRows.Filed> filed(Actor actor, String caseId) {
        sandboxes.of(actor, caseId);
        return sandboxes.store().read(tx -> ExitRows.in(tx).last(caseId));
    }

    /** The files with their proofs, to be verified without this server. */
    byte[] bundle(Actor actor, String caseId) {
        var filed = filed(actor, caseId).orElseThrow(() -> Refusal.notFound("退出报告尚未归档。", "No exit report is on file."));
        if (filed.ledgerIndex() < 0) {
            throw Refusal.unavailable("尚未记入账本，请稍后再试。", "It is not in the ledger yet; try again soon.", null);
        }
        var steps = java.util.Objects.requireNonNull(sandboxes.cases().known(caseId)).steps().stream()
                .map(s -> s.ledgerIndex())
                .filter(index -> index >= 0)
                .toList();
        return ExitBundle.sealed(filed.files(), cosigning.ledger(), filed.ledgerIndex(), steps, cosigning.checkpoint());
    }
}
