package zhiheng.server.rooms.sandbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.cases.Procedure;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Words;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;

/**
 * Complaints of users about systems in a sandbox: taken without sign-in, followed by a receipt that is known to the user alone, decided
 * by the authority. Personal data is masked before anything is stored. The ledger has ids and states, never the words.
 */
final class Complaints {
    private static final int PER_ADDRESS = 5;
    private static final int PER_SANDBOX = 200;
    private static final Actor PUBLIC = new Actor("public", "", Role.AUDITOR);

    private final Sandboxes sandboxes;
    private final Outbox outbox;
    private final Turnstile turnstile;
    private final Turnstile asking;
    private final Personal personal = new Personal();

    Complaints(Sandboxes sandboxes, java.time.Clock clock) {
        this.sandboxes = sandboxes;
        this.outbox = sandboxes.office().outbox();
        this.turnstile = new Turnstile(clock, PER_ADDRESS, PER_SANDBOX);
        this.asking = new Turnstile(clock, 60, 2_000);
    }

    /** The name of the system of a sandbox with terms in force, which is what the public is told of it; empty for anything else. */
    Optional<String> system(String caseId) {
        var known = sandboxes.cases().known(caseId);
        if (known == null || sandboxes.cases().procedure(known.c()).kind() != Procedure.Kind.SANDBOX) {
            return Optional.empty();
        }
        return sandboxes.participation(known.c()).terms() == null ? Optional.empty() : Optional.of(known.systemName());
    }

    /**
     * Takes a complaint.
     *
     * @param happened null for now
     * @return the receipt, which is told once and stored as a digest
     */
    String take(String caseId, String text, @Nullable Instant happened, String address) {
        if (system(caseId).isEmpty()) {
            throw Access.notFound();
        }
        var said = Input.required("发生了什么", "description of what happened", text, Input.TEXT);
        var now = sandboxes.now();
        if (happened != null && happened.isAfter(now)) {
            throw Refusal.invalid("发生时间不能晚于现在。", "It cannot have happened later than now.");
        }
        turnstile.pass(address, caseId);
        var receipt = Receipts.next();
        var known = java.util.Objects.requireNonNull(sandboxes.cases().known(caseId));
        var complaint = new Complaint(
                sandboxes.office().ids().next(),
                caseId,
                now,
                happened == null ? now : happened,
                personal.masked(said),
                Complaint.State.RECEIVED,
                "",
                "",
                null);
        outbox.record((tx, acts) -> {
            ComplaintRows.in(tx).add(complaint, Receipts.digest(receipt));
            return acts.add(
                    PUBLIC,
                    "sandbox.complaint-received",
                    "case/" + caseId,
                    known.c().subject(),
                    "",
                    Map.of("complaint", complaint.id()));
        });
        return receipt;
    }

    /** Counts one more question after a receipt, of whatever kind it is. */
    void asked(String address) {
        asking.pass(address, "receipts");
    }

    /** Where the complaint of a receipt stands. */
    Complaint follow(String receipt) {
        return sandboxes
                .store()
                .read(tx -> ComplaintRows.in(tx).byReceipt(Receipts.digest(receipt)))
                .orElseThrow(() -> Refusal.notFound(
                        "没有这个回执编号，请核对后再查。", "There is no complaint with this receipt; compare the letters."));
    }

    List<Complaint> of(Actor actor, String caseId, @Nullable String before, int limit) {
        sandboxes.of(actor, caseId);
        return sandboxes.store().read(tx -> ComplaintRows.in(tx).of(caseId, before, limit));
    }

    /** Decides, or decides otherwise; the harm is counted anew at the next look. */
    Complaint decide(Actor actor, String caseId, String id, Complaint.State state, String interaction, String answer) {
        var p = officer(actor, sandboxes.of(actor, caseId));
        if (state == Complaint.State.RECEIVED) {
            throw Refusal.invalid("请作出决定：confirmed、rejected 或 same。", "Decide: confirmed, rejected or same.");
        }
        var said = Input.required("答复", "answer", answer, Input.TEXT);
        if (!interaction.matches("[A-Za-z0-9-]{0,64}")) {
            throw Refusal.invalid("调用编号有误。", "That is not the id of a call.");
        }
        return outbox.record((tx, acts) -> {
            var rows = ComplaintRows.in(tx);
            var _ = rows.one(caseId, id).orElseThrow(Access::notFound);
            rows.decide(id, state, interaction, said, actor.id(), sandboxes.now());
            var details = new LinkedHashMap<String, Object>();
            details.put("complaint", id);
            details.put("state", state.name());
            details.put("interaction", interaction);
            details.put("answer", Words.keptElsewhere(said));
            acts.add(actor, "sandbox.complaint-decided", "case/" + caseId, p.c().subject(), "", details);
            return rows.one(caseId, id).orElseThrow(Access::notFound);
        });
    }

    static boolean isOfficer(Actor actor, Participation p) {
        return (actor.role() == Role.ADMINISTRATOR || actor.role() == Role.OFFICER)
                && !p.c().excluded().contains(actor.id());
    }

    /** Only the authority decides, and nobody who takes no part in the case any more: withdrawn, or with an interest of their own. */
    static Participation officer(Actor actor, Participation p) {
        if (actor.role() != Role.ADMINISTRATOR && actor.role() != Role.OFFICER) {
            throw Refusal.forbidden("此事由主管机构办理。", "This is for the authority.");
        }
        if (p.c().excluded().contains(actor.id())) {
            throw Refusal.forbidden(
                    "您已退出或回避本案，不能再办理。", "You withdrew or declared a conflict of interest; others must act.");
        }
        return p;
    }
}
