package zhiheng.office;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.packs.Finding;

/** Where duties stand, and the evidence for it. */
final class DutyDesk {
    private final Desk desk;

    DutyDesk(Desk desk) {
        this.desk = desk;
    }

    void set(
            Actor actor,
            String systemId,
            String dutyId,
            DutyState state,
            String owner,
            @Nullable LocalDate until,
            String reason) {
        Check.mayChange(actor);
        var mark = new DutyMark(
                dutyId,
                state,
                Check.optional("负责人", "owner", owner, Check.NAME),
                state == DutyState.EXEMPTED ? until : null,
                Check.optional("理由", "reason", reason, Check.TEXT));
        desk.outbox().record((tx, acts) -> {
            var system = Desk.seen(tx, actor, systemId);
            var today = desk.today();
            var duty = duty(desk.finding(system, today), dutyId);
            allow(tx, actor, systemId, duty, mark, today);
            var before = tx.marks(systemId).stream()
                    .filter(old -> old.duty().equals(dutyId))
                    .findFirst()
                    .orElse(null);
            tx.mark(systemId, mark);
            tx.summarise(systemId, system.version(), desk.summary(tx, system, today));
            acts.add(actor, "duty.set", systemId, systemId, "", details(dutyId, before, mark));
            return mark;
        });
    }

    private static void allow(
            OfficeStore.Tx tx, Actor actor, String systemId, Finding.Duty duty, DutyMark mark, LocalDate today) {
        switch (mark.state()) {
            case OPEN, IN_PROGRESS -> {}
            case LATE ->
                throw Refusal.invalid("“逾期”由到期日得出，不能直接设置。", "Late follows from the due date; set open or in progress.");
            case MET -> {
                if (tx.evidenceOf(systemId).stream()
                        .noneMatch(e -> e.duty().equals(duty.id()) && Derive.counts(e, today))) {
                    throw Refusal.invalid(
                            "请先添加至少一份未过期的证据。", "Add at least one piece of evidence that has not expired first.");
                }
            }
            case NOT_APPLICABLE -> reason(mark, "请说明为何不适用。", "Say why the duty does not apply.");
            case EXEMPTED -> exempt(actor, duty, mark, today);
        }
    }

    private static void exempt(Actor actor, Finding.Duty duty, DutyMark mark, LocalDate today) {
        if (actor.role() != Role.ADMINISTRATOR && actor.role() != Role.OFFICER) {
            throw Refusal.forbidden("只有主管机构可以准予豁免。", "Only an authority grants an exemption.");
        }
        if (!duty.waivable()) {
            throw Refusal.invalid(
                    duty.article() + " 规定的义务“" + duty.title().zh() + "”不得豁免。",
                    "The duty “" + duty.title().en() + "” of " + duty.article() + " cannot be waived.");
        }
        var until = mark.until();
        if (until == null || until.isBefore(today)) {
            throw Refusal.invalid("请填写豁免的最后一日，不得早于今天。", "Give the last day of the exemption, today or later.");
        }
        reason(mark, "请说明豁免的理由。", "Say why the duty is exempted.");
    }

    private static void reason(DutyMark mark, String zh, String en) {
        if (mark.reason().isEmpty()) {
            throw Refusal.invalid(zh, en);
        }
    }

    /** Reason and owner are free text and may name people: the ledger gets a digest of the one and nothing of the other. */
    private static Map<String, Object> details(String duty, @Nullable DutyMark before, DutyMark after) {
        var details = new LinkedHashMap<String, Object>();
        details.put("duty", duty);
        details.put(
                "before",
                before == null ? DutyState.OPEN.name() : before.state().name());
        details.put("after", after.state().name());
        if (after.until() != null) {
            details.put("until", after.until().toString());
        }
        if (!after.reason().isEmpty()) {
            details.put("reasonSha256", sha256(after.reason()));
        }
        return details;
    }

    Evidence add(
            Actor actor,
            String systemId,
            String dutyId,
            String title,
            @Nullable String link,
            @Nullable String fileName,
            @Nullable InputStream content,
            @Nullable LocalDate expires) {
        Check.mayChange(actor);
        var name = Check.required("标题", "title", title, Check.NAME);
        if ((link == null) == (content == null)) {
            throw Refusal.invalid("请提供一个文件或一个链接，二者选一。", "Give either a file or a link.");
        }
        // Refuse before a file is stored; the transaction below looks again.
        desk.store().read(tx -> duty(desk.finding(Desk.seen(tx, actor, systemId), desk.today()), dutyId));
        var address = link == null ? null : Check.link(link);
        var stored = content != null
                ? desk.files().put(content)
                : new EvidenceFiles.Stored(sha256(Objects.requireNonNull(address)), 0);
        var evidence = new Evidence(
                desk.ids().next(),
                systemId,
                dutyId,
                name,
                address,
                content == null ? null : Check.fileName(fileName),
                stored.size(),
                stored.sha256(),
                expires,
                actor.id(),
                desk.now(),
                -1);
        var id = desk.outbox().record((tx, acts) -> store(tx, acts, actor, evidence));
        return desk.store().read(tx -> tx.evidence(id).orElseThrow(Check::notFound));
    }

    private String store(OfficeStore.Tx tx, Outbox.Acts acts, Actor actor, Evidence evidence) {
        var systemId = evidence.systemId();
        var system = Desk.seen(tx, actor, systemId);
        var same = tx.evidenceOf(systemId).stream()
                .filter(old -> same(old, evidence))
                .findFirst();
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
        tx.addEvidence(evidence, act.id());
        tx.summarise(systemId, system.version(), desk.summary(tx, system, desk.today()));
        return evidence.id();
    }

    /** A form sent twice. */
    private static boolean same(Evidence a, Evidence b) {
        return a.duty().equals(b.duty())
                && a.sha256().equals(b.sha256())
                && a.title().equals(b.title())
                && Objects.equals(a.link(), b.link())
                && Objects.equals(a.expires(), b.expires());
    }

    Evidence evidence(Actor actor, String evidenceId) {
        return desk.store().read(tx -> {
            var evidence = tx.evidence(evidenceId).orElseThrow(Check::notFound);
            Desk.seen(tx, actor, evidence.systemId());
            return evidence;
        });
    }

    InputStream content(Actor actor, String evidenceId) {
        var evidence = evidence(actor, evidenceId);
        if (evidence.link() != null) {
            throw Refusal.invalid("该证据是链接，没有文件。", "This evidence is a link and has no file.");
        }
        return desk.files().open(evidence.sha256());
    }

    private static Finding.Duty duty(Finding finding, String dutyId) {
        return finding.duties().stream()
                .filter(duty -> duty.id().equals(dutyId))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        "按现有事实，该系统没有此项义务。请检查义务编号。",
                        "By its present facts the system has no such duty. Check the duty's id."));
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(EvidenceFiles.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
