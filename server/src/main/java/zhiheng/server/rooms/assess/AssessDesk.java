package zhiheng.server.rooms.assess;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.drills.evidence.Imports;
import zhiheng.drills.evidence.OwnReport;
import zhiheng.drills.evidence.Report;
import zhiheng.drills.evidence.Result;
import zhiheng.drills.judge.Drift;
import zhiheng.drills.suite.Suite;
import zhiheng.gateway.Served;
import zhiheng.office.Office;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Transactions;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.packs.PackException;

/**
 * Runs and reports of systems, and the evidence that comes of them. A result becomes evidence of a duty only where its criterion is
 * met; the evidence expires, and falls when the model is another one or a later result of the same kind is worse.
 */
final class AssessDesk {
    private static final int MOST_RUNS = 100;
    private static final int OLDEST_DAYS = 365;

    private final Transactions store;
    private final Office office;
    private final Shelf shelf;
    private final OfficeTime time;
    private final UnaryOperator<String> route;
    private final LiveModels live;

    /**
     * @param route where the calls of a system lead now, as a {@link RouteMark}
     * @param live who answers them now
     */
    AssessDesk(
            Transactions store,
            Office office,
            Shelf shelf,
            OfficeTime time,
            UnaryOperator<String> route,
            LiveModels live) {
        this.store = store;
        this.office = office;
        this.shelf = shelf;
        this.time = time;
        this.route = route;
        this.live = live;
    }

    Shelf shelf() {
        return shelf;
    }

    List<RunRow> latest(Actor actor, @Nullable String before, int limit) {
        return store.read(tx -> RunRows.in(tx).latest(Access.bound(actor), before, limit));
    }

    List<RunRow> of(Actor actor, String system) {
        var seen = office.registry().system(actor, system);
        return store.read(tx -> RunRows.in(tx).of(seen.id(), MOST_RUNS));
    }

    List<Proof> proofs(Actor actor, String system) {
        var seen = office.registry().system(actor, system);
        return store.read(tx -> RunRows.in(tx).proofs(seen.id()));
    }

    /** Whole, with its report. */
    RunRow run(Actor actor, String id) {
        var run = store.read(tx -> RunRows.in(tx).run(id)).orElseThrow(Access::notFound);
        if (office.registry().nameOf(actor, run.system()).isEmpty()) {
            throw Access.notFound();
        }
        return run;
    }

    Report report(RunRow run) {
        if (run.report().isEmpty()) {
            throw Refusal.conflict("测评还没有报告。", "This run has no report yet.");
        }
        return Imports.read(run.report().getBytes(StandardCharsets.UTF_8));
    }

    /** Enters a run that is about to begin. One at a time for a system, so that its model is not asked from two sides. */
    RunRow begin(Actor actor, String system, String suiteId, String judge, RunSettings settings) {
        Access.mayChange(actor);
        var suite = shelf.suite(suiteId);
        var reader = shelf.judge(judge);
        var of = office.registry().system(actor, system);
        if (of.archive() != null) {
            throw Refusal.conflict("该系统已归档。", "This system is archived.");
        }
        var run = new RunRow(
                office.ids().next(),
                of.id(),
                of.orgId(),
                suite.id(),
                Report.OWN,
                "",
                reader.id(),
                settings.text(),
                RunRow.State.RUNNING,
                "",
                0,
                0,
                suite.probes().size(),
                0,
                "",
                "",
                null,
                actor.id(),
                time.now(),
                null);
        return office.outbox().record((tx, acts) -> {
            if (RunRows.in(tx).of(of.id(), MOST_RUNS).stream().anyMatch(RunRow::running)) {
                throw Refusal.conflict("该系统已有一次测评在进行。", "A run of this system is under way already.");
            }
            RunRows.in(tx).add(run);
            RunRows.in(tx).led(run, route.apply(of.id()));
            acts.add(
                    actor,
                    "assess.started",
                    "assess/" + run.id(),
                    of.id(),
                    "",
                    Map.of("suite", suite.id(), "edition", suite.version(), "digest", suite.digest()));
            return run;
        });
    }

    void progress(String id, Trial.Progress progress) {
        office.outbox().record((tx, acts) -> {
            RunRows.in(tx).progress(id, progress);
            return id;
        });
    }

    /** Ends a run with its report, and lets fall what it speaks against. */
    void finish(Actor actor, RunRow run, Report report, boolean stopped) {
        var text = OwnReport.write(report);
        close(actor, with(run, stopped ? RunRow.State.STOPPED : RunRow.State.DONE, "", report, text), report);
    }

    void failed(Actor actor, RunRow run, Text why) {
        close(actor, with(run, RunRow.State.FAILED, why.zh() + "\n" + why.en(), null, ""), null);
    }

    private RunRow with(RunRow r, RunRow.State state, String trouble, @Nullable Report report, String text) {
        return new RunRow(
                r.id(),
                r.system(),
                r.org(),
                r.suite(),
                r.tool(),
                report == null ? r.model() : report.model(),
                r.judge(),
                r.settings(),
                state,
                trouble,
                r.heard(),
                r.known(),
                r.planned(),
                r.failed(),
                text,
                text.isEmpty() ? "" : digest(text),
                report == null ? null : report.taken(),
                r.person(),
                r.time(),
                time.now());
    }

    private void close(Actor actor, RunRow ended, @Nullable Report report) {
        // First what it speaks against: a crash in between withdraws too early and never too late.
        if (report != null) {
            fall(actor, ended.system(), report);
        }
        office.outbox().record((tx, acts) -> {
            RunRows.in(tx).end(ended);
            acts.add(
                    actor,
                    "assess.ended",
                    "assess/" + ended.id(),
                    ended.system(),
                    ended.sha256(),
                    Map.of("state", ended.state().name()));
            return ended;
        });
    }

    /** Takes in a report that was made elsewhere: ours from a shell, or another tool's. */
    RunRow bring(Actor actor, String system, byte[] content) {
        Access.mayChange(actor);
        var of = office.registry().system(actor, system);
        var read = Imports.read(content);
        var report = read.theirs() ? ReportFiles.mapping(shelf.folder()).map(read) : known(read);
        var text = OwnReport.write(report);
        var run = new RunRow(
                office.ids().next(),
                of.id(),
                of.orgId(),
                report.suite(),
                report.tool(),
                report.model(),
                report.judge(),
                "",
                RunRow.State.DONE,
                "",
                0,
                0,
                0,
                0,
                text,
                digest(text),
                report.taken(),
                actor.id(),
                time.now(),
                time.now());
        fall(actor, of.id(), report);
        office.outbox().record((tx, acts) -> {
            RunRows.in(tx).add(run);
            RunRows.in(tx).led(run, route.apply(of.id()));
            acts.add(
                    actor,
                    "assess.brought",
                    "assess/" + run.id(),
                    of.id(),
                    run.sha256(),
                    Map.of("theirs", report.theirs()));
            return run;
        });
        return run;
    }

    /** Our own report from elsewhere: its verdicts are worked out anew from its intervals by the suite that is here. */
    private Report known(Report read) {
        var suite = shelf.suite(read.suite());
        if (!suite.digest().equals(read.digest())) {
            throw Refusal.invalid(
                    "报告所用的套件“" + read.suite() + "”与这里的不同版本（" + read.version() + "，" + suite.version() + "）。",
                    "The report is of another edition of the suite '" + read.suite() + "' (" + read.version() + ", "
                            + suite.version() + ").");
        }
        var results = read.results().stream().map(r -> judged(suite, r)).toList();
        return new Report(
                read.tool(),
                read.version(),
                read.suite(),
                read.digest(),
                read.model(),
                read.judge(),
                read.end(),
                read.taken(),
                results,
                read.readings(),
                read.remarks());
    }

    private static Result judged(Suite suite, Result r) {
        try {
            var criterion = suite.part(r.name()).criterion();
            boolean claimed = r.verdict() == Result.Verdict.MET;
            // A report may claim less than its interval shows (the plain interval is not in it), and no more.
            var verdict = criterion == null
                    ? Result.Verdict.NONE
                    : Result.Verdict.valueOf(
                            criterion.of(r.low(), r.high(), r.of()).name());
            return new Result(
                    r.name(),
                    r.event(),
                    r.events(),
                    r.of(),
                    r.estimate(),
                    r.low(),
                    r.high(),
                    verdict == Result.Verdict.MET && !claimed ? Result.Verdict.OPEN : verdict,
                    criterion == null || criterion.duty().isEmpty() ? List.of() : List.of(criterion.duty()),
                    r.note());
        } catch (PackException e) {
            throw Refusal.invalid(
                    "报告中的“" + r.name() + "”不在套件里。", "The report's part '" + r.name() + "' is not in the suite.");
        }
    }

    /** Which results of a report may serve which duties of its system now: those that are met, of a known and not too old model. */
    List<Result> serving(Report report) {
        boolean changed = report.remarks().stream().anyMatch(r -> r.startsWith(OwnReport.CHANGED));
        return report.model().isEmpty() || report.taken() == null || changed
                ? List.of()
                : report.results().stream()
                        .filter(r ->
                                r.verdict() == Result.Verdict.MET && !r.duties().isEmpty())
                        .filter(r -> !expires(report, r).isBefore(time.today()))
                        .toList();
    }

    private LocalDate expires(Report report, Result result) {
        var taken = Optional.ofNullable(report.taken()).orElse(Instant.EPOCH);
        int days = Math.min(OLDEST_DAYS, days(report, result));
        return LocalDate.ofInstant(taken.plus(Duration.ofDays(days)), ZoneOffset.UTC);
    }

    private int days(Report report, Result result) {
        if (report.theirs()) {
            return ReportFiles.mapping(shelf.folder()).days(report.tool(), result.name());
        }
        var criterion = shelf.suite(report.suite()).part(result.name()).criterion();
        return criterion == null ? 0 : criterion.days();
    }

    /** Makes a result evidence of a duty. INVALID where its criterion is not met, or the system has no such duty. */
    Proof prove(Actor actor, String runId, String duty) {
        Access.mayChange(actor);
        var run = run(actor, runId);
        var report = report(run);
        var result = serving(report).stream()
                .filter(r -> r.duties().contains(duty))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                                "该测评没有达到要求、仍然有效的结果可以证明这项义务。须整个区间在阈值的有利一侧。",
                                "The run has no result for this duty that meets its criterion and is still good: the whole"
                                        + " interval must lie on the right side of the threshold.")
                        .at("duty"));
        if (!report.model().equals(latestModel(run.system()))) {
            throw Refusal.conflict(
                    "此后测评的是另一个模型，这份结果不再说明现状。", "Another model was assessed since; this result says nothing of it.");
        }
        if (led(run.system()).contains(run.id())) {
            throw Refusal.conflict(
                    "此后网关的路由改了去处，这份结果不再说明现状。请重新测评。",
                    "The gateway's route leads elsewhere since; this result says nothing of what answers now. Assess it anew.");
        }
        var another = live.another(run);
        if (another.isPresent()) {
            throw Refusal.conflict(
                    "网关中现在作答的是另一个模型（" + name(another.get()) + "），这份结果不再说明现状。请重新测评。",
                    "Another model answers at the gateway since (" + name(another.get())
                            + "); this result says nothing of it. Assess it anew.");
        }
        boolean already = store.read(tx -> RunRows.in(tx).proofs(run.system())).stream()
                .anyMatch(p -> p.run().equals(run.id()) && p.duty().equals(duty));
        if (already) {
            throw Refusal.conflict("该结果已经是这项义务的证据。", "This result is evidence of the duty already.");
        }
        var expires = expires(report, result);
        var evidence = office.evidence()
                .add(
                        actor,
                        run.system(),
                        duty,
                        title(report, result),
                        null,
                        "assessment-" + run.id() + ".json",
                        new ByteArrayInputStream(run.report().getBytes(StandardCharsets.UTF_8)),
                        expires);
        var proof = new Proof(run.id(), duty, run.system(), report.model(), evidence.id(), expires, null, null);
        return office.outbox().record((tx, acts) -> {
            RunRows.in(tx).add(proof);
            return proof;
        });
    }

    private static String title(Report report, Result result) {
        var from = report.theirs() ? report.tool() : report.suite();
        return from + " / " + result.name() + ": " + AssessText.rate(result);
    }

    /** The model of the newest report that names one. */
    private String latestModel(String system) {
        return store.read(tx -> RunRows.in(tx).of(system, MOST_RUNS)).stream()
                .map(RunRow::model)
                .filter(model -> !model.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Withdraws evidence that a new report speaks against: of another model, or of a duty whose criterion is now missed. */
    private void fall(Actor actor, String system, Report report) {
        for (var proof : store.read(tx -> RunRows.in(tx).standing(system))) {
            boolean other = !report.model().isEmpty() && !report.model().equals(proof.model());
            boolean worse = report.results().stream()
                    .anyMatch(r ->
                            r.verdict() == Result.Verdict.NOT_MET && r.duties().contains(proof.duty()));
            if (other || worse) {
                withdraw(
                        actor,
                        proof,
                        other
                                ? changed(proof.model(), report.model())
                                : new Text("后来的结果未达到要求", "a later result does not meet the criterion"));
            }
        }
    }

    /** Somebody says that the model of a system was changed: what was measured of the one before falls. @return how many fell */
    int modelChanged(Actor actor, String system) {
        Access.mayChange(actor);
        var of = office.registry().system(actor, system);
        var standing = new ArrayList<>(store.read(tx -> RunRows.in(tx).standing(of.id())));
        standing.forEach(proof -> withdraw(actor, proof, new Text("有人说明模型已更换", "the model was said to have changed")));
        return standing.size();
    }

    /** The runs of a system of which no call is answered any more as it was at the run: the route leads elsewhere, or another model answers. */
    Set<String> outdated(String system) {
        var outdated = new HashSet<>(led(system));
        store.read(tx -> RunRows.in(tx).of(system, MOST_RUNS)).stream()
                .filter(run -> live.another(run).isPresent())
                .forEach(run -> outdated.add(run.id()));
        return outdated;
    }

    /** The runs that began when calls led elsewhere: other addresses, or other models there. */
    private Set<String> led(String system) {
        var now = route.apply(system);
        var outdated = new HashSet<String>();
        store.read(tx -> RunRows.in(tx).routes(system)).forEach((run, then) -> {
            if (!then.equals(now)) {
                outdated.add(run);
            }
        });
        return outdated;
    }

    /** The route of a system was set: evidence falls that was measured where calls do not lead any more. */
    void routeChanged(Actor actor, String system) {
        var outdated = led(system);
        store.read(tx -> RunRows.in(tx).standing(system)).stream()
                .filter(proof -> outdated.contains(proof.run()))
                .forEach(proof ->
                        withdraw(actor, proof, new Text("此后网关的路由改了去处", "the gateway's route leads elsewhere since")));
    }

    /** Somebody answered calls of a system: evidence falls that was measured of another model. */
    void answered(Actor actor, String system) {
        for (var proof : store.read(tx -> RunRows.in(tx).standing(system))) {
            store.read(tx -> RunRows.in(tx).run(proof.run()))
                    .flatMap(live::another)
                    .ifPresent(served -> withdraw(
                            actor,
                            proof,
                            new Text("网关中的应答表明：", "answers at the gateway show: ")
                                    .and(changed(proof.model(), name(served)))));
        }
    }

    private static Text changed(String before, String now) {
        return new Text("模型已更换：" + before + " → " + now, "the model changed: " + before + " -> " + now);
    }

    private static String name(Served served) {
        return served.print().isEmpty() ? served.model() : served.model() + " " + served.print();
    }

    /** The same for all systems: what was set while nobody listened. */
    void routesChanged(Actor actor) {
        store.read(tx -> RunRows.in(tx).standing()).forEach(system -> routeChanged(actor, system));
    }

    private void withdraw(Actor actor, Proof proof, Text why) {
        try {
            office.evidence().withdraw(actor, proof.evidence(), why.zh() + " / " + why.en(), false);
        } catch (Refusal e) {
            if (e.kind() != Refusal.Kind.CONFLICT && e.kind() != Refusal.Kind.NOT_FOUND) {
                throw e; // else somebody withdrew it before, or it is gone with its system
            }
        }
        office.outbox().record((tx, acts) -> {
            RunRows.in(tx).fell(proof, time.today(), why);
            return proof;
        });
    }

    /** What changed between two runs of one suite. */
    List<Drift.Change> compare(Report before, Report after) {
        AssessCompareCommand.comparable(before, after);
        return Drift.between(before.readings(), after.readings());
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
