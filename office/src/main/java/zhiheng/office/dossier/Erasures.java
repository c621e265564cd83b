package zhiheng.office.dossier;

import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import zhiheng.base.Refusal;
import zhiheng.office.acts.ActTx;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Port;
import zhiheng.office.acts.Transaction;
import zhiheng.office.duties.DutyTx;
import zhiheng.office.duties.EvidenceFiles;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Registry;
import zhiheng.office.registry.SummaryOf;
import zhiheng.office.registry.SystemTx;

/**
 * Takes the words of a system away: names, descriptions, evidence, what was said in its acts. What was done stays, each act with its
 * entry of the ledger and its digests, so that the log of everybody stays whole and provable (GDPR Art. 17, PIPL Art. 47).
 */
public final class Erasures {

    private final Outbox outbox;
    private final Port<? extends SystemTx> systems;
    private final Port<? extends DutyTx> duties;
    private final Port<? extends ActTx> acts;
    private final EvidenceFiles files;
    private final SummaryOf summaryOf;
    private final OfficeTime time;

    public Erasures(
            Outbox outbox,
            Port<? extends SystemTx> systems,
            Port<? extends DutyTx> duties,
            Port<? extends ActTx> acts,
            EvidenceFiles files,
            SummaryOf summaryOf,
            OfficeTime time) {
        this.outbox = outbox;
        this.systems = systems;
        this.duties = duties;
        this.acts = acts;
        this.files = files;
        this.summaryOf = summaryOf;
        this.time = time;
    }

    /**
     * Erases a system that was put aside before. Administrators only.
     *
     * @param name typed again by who means it
     * @param others what other tables hold of the system, in the same transaction
     */
    public AiSystem system(Actor actor, String systemId, String name, Consumer<Transaction> others) {
        if (actor.role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("只有管理员可以删除。", "Only an administrator erases.");
        }
        var needless = new TreeSet<String>();
        var erased = outbox.record((tx, made) -> {
            needless.clear();
            var before = Registry.seen(systems.in(tx), actor, systemId);
            var archive = before.archive();
            if (archive == null) {
                throw Refusal.conflict("请先归档该系统，再删除其内容。", "Archive the system first, then erase what is said of it.");
            }
            if (before.isErased()) {
                throw Refusal.conflict("该系统的内容已删除。", "What was said of this system has been erased already.");
            }
            if (!before.name().equals(name.strip())) {
                throw Refusal.invalid(
                                "请原样输入系统名称以确认；删除后无法恢复。",
                                "Type the system's name exactly as it stands, to confirm; what is erased does not"
                                        + " come back.")
                        .at("confirm");
            }
            var after = new AiSystem(
                    before.id(),
                    before.orgId(),
                    AiSystem.pseudonym(systemId),
                    "",
                    "",
                    before.facts(),
                    before.version() + 1,
                    before.createdAt(),
                    time.now(),
                    archive);
            var act = made.add(actor, "system.erased", systemId, systemId, "", Map.of("version", after.version()));
            var evidence = duties.in(tx);
            for (var e : evidence.evidenceOf(systemId)) {
                evidence.withdraw(e.id(), time.today(), true, act.id());
                if (e.link() == null && !evidence.needsFile(e.sha256())) {
                    needless.add(e.sha256());
                }
            }
            acts.in(tx)
                    .acts(systemId, Integer.MAX_VALUE)
                    .forEach(row -> acts.in(tx).eraseWords(row.act().id()));
            others.accept(tx);
            if (!systems.in(tx).changeSystem(after, before.version(), summaryOf.now(after, tx))) {
                throw Refusal.conflict("该系统刚被更改，请再试。", "The system was changed just now; try again.");
            }
            return after;
        });
        needless.forEach(files::erase);
        return erased;
    }
}
