package zhiheng.office.duties;

import java.io.InputStream;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Ids;
import zhiheng.base.Refusal;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Port;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Transactions;
import zhiheng.office.acts.Words;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.registry.Evaluations;
import zhiheng.office.registry.Registry;
import zhiheng.office.registry.SummaryOf;
import zhiheng.office.registry.SystemTx;

/** Evidence that duties are met. */
public final class EvidenceRecords {
    private static final int MOST_AT_ONCE = 500;

    private final Transactions store;
    private final Port<? extends SystemTx> systems;
    private final Port<? extends DutyTx> duties;
    private final Outbox outbox;
    private final EvidenceFiles files;
    private final Evaluations evaluations;
    private final SummaryOf summaryOf;
    private final OfficeTime time;
    private final Ids ids;

    public EvidenceRecords(
            Transactions store,
            Port<? extends SystemTx> systems,
            Port<? extends DutyTx> duties,
            Outbox outbox,
            EvidenceFiles files,
            Evaluations evaluations,
            SummaryOf summaryOf,
            OfficeTime time,
            Ids ids) {
        this.store = store;
        this.systems = systems;
        this.duties = duties;
        this.outbox = outbox;
        this.files = files;
        this.evaluations = evaluations;
        this.summaryOf = summaryOf;
        this.time = time;
        this.ids = ids;
    }

    /** Adds a link, or a file of at most {@link EvidenceFiles#MAX_BYTES}; the same evidence twice is kept once. */
    public Evidence add(
            Actor actor,
            String systemId,
            String dutyId,
            String title,
            @Nullable String link,
            @Nullable String fileName,
            @Nullable InputStream content,
            @Nullable LocalDate expires) {
        Access.mayChange(actor);
        var name = Input.required("标题", "title", title, Input.NAME);
        if ((link == null) == (content == null)) {
            throw Refusal.invalid("请提供一个文件或一个链接，二者选一。", "Give either a file or a link.");
        }
        // Refuse before a file is stored; the transaction below looks again.
        var system = store.read(tx -> Registry.changeable(systems.in(tx), actor, systemId));
        DutyStates.duty(evaluations.finding(system, time.days(evaluations.library())), dutyId);
        var address = link == null ? null : Input.link(link);
        var stored = content != null
                ? files.put(content)
                : new EvidenceFiles.Stored(Sha256.of(Objects.requireNonNull(address)), 0);
        var evidence = new Evidence(
                ids.next(),
                systemId,
                dutyId,
                name,
                address,
                content == null ? null : Input.fileName(fileName),
                stored.size(),
                stored.sha256(),
                expires,
                actor.id(),
                time.now(),
                -1,
                null,
                false);
        var id = outbox.record((tx, acts) -> record(tx, acts, actor, evidence));
        return store.read(tx -> duties.in(tx).evidence(id)).orElseThrow(Access::notFound);
    }

    private String record(Transaction tx, Outbox.Acts acts, Actor actor, Evidence evidence) {
        var systemId = evidence.systemId();
        var system = Registry.changeable(systems.in(tx), actor, systemId);
        var rows = duties.in(tx);
        var same = rows.evidenceOf(systemId).stream().filter(evidence::sameAs).findFirst();
        if (same.isPresent()) {
            return same.get().id();
        }
        var details = new LinkedHashMap<String, Object>();
        details.put("duty", evidence.duty());
        details.put("evidence", evidence.id());
        if (evidence.expires() != null) {
            details.put("expires", evidence.expires().toString());
        }
        var act = acts.add(actor, "evidence.added", systemId, systemId, evidence.sha256(), details);
        rows.addEvidence(evidence, act.id());
        systems.in(tx).summarise(systemId, system.version(), summaryOf.now(system, tx));
        return evidence.id();
    }

    /** A duty of a system, which evidence is to serve. */
    public record Served(String systemId, String duty) {}

    /** Lets evidence of one duty serve others of the same system: the same content, an entry of the ledger for each. */
    public void serve(Actor actor, String evidenceId, List<String> dutyIds) {
        var systemId = one(actor, evidenceId).systemId();
        serveAll(
                actor,
                evidenceId,
                dutyIds.stream().map(duty -> new Served(systemId, duty)).toList());
    }

    /**
     * Lets evidence serve duties of any systems of the same organisation, all or none: the same content, a record and an entry of the
     * ledger for each; a duty that it serves already stays as it is.
     */
    public void serveAll(Actor actor, String evidenceId, List<Served> served) {
        Access.mayChange(actor);
        if (served.size() > MOST_AT_ONCE) {
            throw Refusal.invalid(
                    "一次最多选择 " + MOST_AT_ONCE + " 项义务。", "At most " + MOST_AT_ONCE + " duties at once; tick fewer.");
        }
        var evidence = one(actor, evidenceId);
        if (evidence.withdrawn() != null) {
            throw gone();
        }
        outbox.record((tx, acts) -> {
            var rows = systems.in(tx);
            var owner = Registry.seen(rows, actor, evidence.systemId()).orgId();
            for (var target : served) {
                var system = Registry.changeable(rows, actor, target.systemId());
                if (!system.orgId().equals(owner)) {
                    throw Refusal.invalid(
                            "该证据属于另一组织，不能用于“" + system.name() + "”。",
                            "The evidence belongs to another organisation and cannot serve “" + system.name() + "”.");
                }
                DutyStates.duty(evaluations.finding(system, time.days(evaluations.library())), target.duty());
                record(tx, acts, actor, evidence.serving(ids.next(), target, actor.id(), time.now()));
            }
            return served.size();
        });
    }

    /**
     * Withdraws evidence: from today it shows nothing any more, and a duty that rested on it alone is a gap. With
     * {@code erase} its title, names and file go too, as data protection may ask; digest and ledger entry stay.
     */
    public void withdraw(Actor actor, String evidenceId, String reason, boolean erase) {
        withdrawAll(actor, List.of(evidenceId), reason, erase);
    }

    /** As {@link #withdraw}, of several records of one content at once; those withdrawn already stay as they are. CONFLICT if all are. */
    public void withdrawAll(Actor actor, List<String> evidenceIds, String reason, boolean erase) {
        Access.mayChange(actor);
        var why = Input.required("理由", "reason", reason, Input.TEXT);
        var left = evidenceIds.stream()
                .map(id -> one(actor, id))
                .filter(e -> e.withdrawn() == null || erase && !e.erased())
                .toList();
        if (left.isEmpty()) {
            throw gone();
        }
        var needless = new TreeSet<String>();
        outbox.record((tx, acts) -> {
            needless.clear();
            for (var evidence : left) {
                withdraw(tx, acts, actor, evidence, why, erase);
            }
            for (var evidence : left) {
                if (erase && evidence.link() == null && !duties.in(tx).needsFile(evidence.sha256())) {
                    needless.add(evidence.sha256());
                }
            }
            return left.size();
        });
        needless.forEach(files::erase);
    }

    private void withdraw(Transaction tx, Outbox.Acts acts, Actor actor, Evidence evidence, String why, boolean erase) {
        var system = Registry.seen(systems.in(tx), actor, evidence.systemId());
        var details = new LinkedHashMap<String, Object>();
        details.put("duty", evidence.duty());
        details.put("evidence", evidence.id());
        details.put("erased", erase);
        details.put("reason", Words.of(why));
        var act = acts.add(actor, "evidence.withdrawn", system.id(), system.id(), evidence.sha256(), details);
        // By every law at once: the day that is furthest behind.
        var day = time.days(evaluations.library()).earliest();
        duties.in(tx).withdraw(evidence.id(), day, erase, act.id());
        systems.in(tx).summarise(system.id(), system.version(), summaryOf.now(system, tx));
    }

    private static Refusal gone() {
        return Refusal.conflict("该证据已撤回。", "This evidence has been withdrawn already.");
    }

    /** One piece of evidence, if the actor may see its system. */
    public Evidence one(Actor actor, String evidenceId) {
        return store.read(tx -> {
            var evidence = duties.in(tx).evidence(evidenceId).orElseThrow(Access::notFound);
            Registry.seen(systems.in(tx), actor, evidence.systemId());
            return evidence;
        });
    }

    /** The uploaded file; the caller closes it. INVALID for a link. */
    public InputStream content(Actor actor, String evidenceId) {
        var evidence = one(actor, evidenceId);
        if (evidence.erased()) {
            throw Refusal.invalid("该证据的内容已删除，只留有摘要。", "The content of this evidence was erased; its digest is kept.");
        }
        if (evidence.link() != null) {
            throw Refusal.invalid("该证据是链接，没有文件。", "This evidence is a link and has no file.");
        }
        return files.open(evidence.sha256());
    }
}
