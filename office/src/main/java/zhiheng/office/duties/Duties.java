package zhiheng.office.duties;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Page;
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
import zhiheng.office.people.Role;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.DutyState;
import zhiheng.office.registry.Evaluations;
import zhiheng.office.registry.Registry;
import zhiheng.office.registry.SummaryOf;
import zhiheng.office.registry.SystemTx;
import zhiheng.packs.Finding;
import zhiheng.packs.LegalDays;

/** Says where duties stand. */
public final class Duties {
    private final Transactions store;
    private final Port<? extends SystemTx> systems;
    private final Port<? extends DutyTx> duties;
    private final Outbox outbox;
    private final Evaluations evaluations;
    private final SummaryOf summaryOf;
    private final OfficeTime time;

    public Duties(
            Transactions store,
            Port<? extends SystemTx> systems,
            Port<? extends DutyTx> duties,
            Outbox outbox,
            Evaluations evaluations,
            SummaryOf summaryOf,
            OfficeTime time) {
        this.store = store;
        this.systems = systems;
        this.duties = duties;
        this.outbox = outbox;
        this.evaluations = evaluations;
        this.summaryOf = summaryOf;
        this.time = time;
    }

    /**
     * Says where a duty stands. {@code until} only for EXEMPTED; {@code reason} for EXEMPTED and NOT_APPLICABLE.
     * CONFLICT if somebody else has said something since {@code version} was read; 0 when nobody had.
     */
    public void set(
            Actor actor,
            String systemId,
            String dutyId,
            DutyState state,
            String owner,
            @Nullable LocalDate until,
            String reason,
            long version) {
        set(actor, systemId, dutyId, state, owner, null, until, reason, version);
    }

    /**
     * As the other, with the person who does it.
     *
     * @param assignee a person's id, "" for nobody, null for whoever it is now; that the person may be chosen is the caller's matter
     */
    public void set(
            Actor actor,
            String systemId,
            String dutyId,
            DutyState state,
            String owner,
            @Nullable String assignee,
            @Nullable LocalDate until,
            String reason,
            long version) {
        Access.mayChange(actor);
        var said = new DutyMark(
                dutyId,
                state,
                Input.optional("负责人", "owner", owner, Input.NAME),
                assignee == null ? "" : assignee,
                state == DutyState.EXEMPTED ? until : null,
                Input.optional("理由", "reason", reason, Input.TEXT),
                version + 1);
        outbox.record((tx, acts) -> {
            var system = Registry.changeable(systems.in(tx), actor, systemId);
            var days = time.days(evaluations.library());
            var duty = DutyStates.duty(evaluations.finding(system, days), dutyId);
            var today = days.of(duty.pack());
            allow(tx, actor, systemId, duty, said, today);
            var rows = duties.in(tx);
            var before = rows.marks(systemId).stream()
                    .filter(old -> old.duty().equals(dutyId))
                    .findFirst()
                    .orElse(null);
            var mark = assignee == null && before != null ? said.doneBy(before.assignee()) : said;
            if (!rows.mark(systemId, mark)) {
                throw Refusal.conflict(
                        "在您编辑期间，他人已更改这项义务的状态。请核对后再保存。",
                        "Somebody changed this duty while you were editing. Compare, then save again.");
            }
            var rounds = Recurrence.of(duty, metOf(rows, systemId, dutyId), today);
            var met = metBy(rounds, before, mark, today);
            if (met != null) {
                rows.meet(systemId, met);
            }
            systems.in(tx).summarise(systemId, system.version(), summaryOf.now(system, tx));
            acts.add(actor, "duty.set", systemId, systemId, "", details(dutyId, before, mark, met));
            return mark;
        });
    }

    /**
     * Says that a duty which comes back was met: the anniversary {@code due}, on {@code day}. The duty then counts as met until the
     * next one. CONFLICT if that anniversary is met already.
     *
     * @param said null for today by the duty's law
     */
    public void meet(Actor actor, String systemId, String dutyId, LocalDate due, @Nullable LocalDate said) {
        Access.mayChange(actor);
        outbox.record((tx, acts) -> {
            var system = Registry.changeable(systems.in(tx), actor, systemId);
            var days = time.days(evaluations.library());
            var duty = tracked(tx, system, dutyId, days);
            var today = days.of(duty.duty().pack());
            var day = said == null ? today : said;
            var rounds = duty.recurrence();
            if (rounds == null) {
                throw Refusal.invalid(
                        "这项义务不是周期性义务，或其起算日尚未填写。",
                        "This duty does not come back, or the date from which it is counted is not given.");
            }
            if (rounds.met().stream().anyMatch(m -> m.due().equals(due))) {
                throw Refusal.conflict(
                        due + " 到期的一次已记录为履行。请刷新后查看。", "The one due on " + due + " is met already. Reload to see it.");
            }
            if (!rounds.open().contains(due)) {
                throw Refusal.invalid(
                                due + " 不是可以记录的到期日。请选择：" + days(rounds) + "。",
                                due + " is no day on which it was due. Choose one of " + days(rounds) + ".")
                        .at("met-due");
            }
            if (day.isAfter(today)) {
                throw Refusal.invalid("履行日不能晚于今天。", "The day on which it was met cannot lie ahead.")
                        .at("met-day");
            }
            var mark = new DutyMark(
                    dutyId, DutyState.MET, duty.owner(), duty.assignee(), null, duty.reason(), duty.version() + 1);
            allow(tx, actor, systemId, duty.duty(), mark, today);
            var rows = duties.in(tx);
            if (!rows.meet(systemId, new DutyMet(dutyId, due, day))
                    || duty.standing() != DutyState.MET && !rows.mark(systemId, mark)) {
                throw Refusal.conflict("他人刚刚更改了这项义务，请再试。", "Somebody changed this duty just now; try again.");
            }
            systems.in(tx).summarise(systemId, system.version(), summaryOf.now(system, tx));
            var details = Map.<String, Object>of("duty", dutyId, "due", due.toString(), "day", day.toString());
            acts.add(actor, "duty.met", systemId, systemId, "", details);
            return due;
        });
    }

    private static String days(Recurrence rounds) {
        return rounds.open().stream().map(LocalDate::toString).collect(Collectors.joining(", "));
    }

    private static List<DutyMet> metOf(DutyTx rows, String systemId, String dutyId) {
        return rows.met(systemId).stream().filter(m -> m.duty().equals(dutyId)).toList();
    }

    private TrackedDuty tracked(Transaction tx, AiSystem system, String dutyId, LegalDays days) {
        var finding = evaluations.finding(system, days);
        DutyStates.duty(finding, dutyId);
        return DutyStates.of(evaluations.library(), finding, duties.in(tx), system.id(), days).stream()
                .filter(d -> d.duty().id().equals(dutyId))
                .findFirst()
                .orElseThrow();
    }

    /** The anniversary that is met by saying MET: the next one, unless it is still ahead and the duty was met before. */
    private static @Nullable DutyMet metBy(
            @Nullable Recurrence rounds, @Nullable DutyMark before, DutyMark after, LocalDate today) {
        if (rounds == null || after.state() != DutyState.MET || !rounds.open().contains(rounds.next())) {
            return null;
        }
        boolean again = before != null && before.state() == DutyState.MET;
        return again && rounds.next().isAfter(today) ? null : new DutyMet(after.duty(), rounds.next(), today);
    }

    /** Refuses what {@link #set} would refuse, other than for its version, and changes nothing. Not for an exemption. */
    public void check(Actor actor, String systemId, String dutyId, DutyState state, String owner, String reason) {
        Access.mayChange(actor);
        var said = new DutyMark(
                dutyId,
                state,
                Input.optional("负责人", "owner", owner, Input.NAME),
                "",
                null,
                Input.optional("理由", "reason", reason, Input.TEXT),
                1);
        store.read(tx -> {
            var system = Registry.changeable(systems.in(tx), actor, systemId);
            var days = time.days(evaluations.library());
            var duty = DutyStates.duty(evaluations.finding(system, days), dutyId);
            allow(tx, actor, systemId, duty, said, days.of(duty.pack()));
            return system;
        });
    }

    /** Duties of all systems that the actor sees. */
    public Page<DutyRow> list(Actor actor, DutyQuery query) {
        return store.read(tx -> duties.in(tx).lines(query, Access.bound(actor)));
    }

    /** How many of them there are, counted up to {@code most}. */
    public long count(Actor actor, DutyQuery query, int most) {
        return store.read(tx -> duties.in(tx).countLines(query, Access.bound(actor), most));
    }

    private void allow(
            Transaction tx, Actor actor, String systemId, Finding.Duty duty, DutyMark mark, LocalDate today) {
        switch (mark.state()) {
            case NOT_ASSESSED, PLANNED, IN_PROGRESS, GAP -> {}
            case OVERDUE ->
                throw Refusal.invalid(
                        "“逾期”由到期日得出，不能直接设置。", "Overdue follows from the last day; set planned or in progress.");
            case MET -> {
                if (duties.in(tx).evidenceOf(systemId).stream()
                        .noneMatch(e -> e.duty().equals(duty.id()) && DutyStates.counts(e, today))) {
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
    private static Map<String, Object> details(
            String duty, @Nullable DutyMark before, DutyMark after, @Nullable DutyMet met) {
        var details = new LinkedHashMap<String, Object>();
        details.put("duty", duty);
        details.put(
                "before",
                before == null ? DutyState.NOT_ASSESSED.name() : before.state().name());
        details.put("after", after.state().name());
        if (!after.assignee().equals(before == null ? "" : before.assignee())) {
            details.put("assignee", after.assignee());
        }
        if (met != null) {
            details.put("met", met.due().toString());
        }
        if (after.until() != null) {
            details.put("until", after.until().toString());
        }
        if (!after.reason().isEmpty()) {
            details.put("reason", Words.keptElsewhere(after.reason()));
        }
        return details;
    }
}
