package zhiheng.server.rooms.sandbox;

import static zhiheng.server.ground.http.JsonOut.map;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.cases.Case.RunningClock;
import zhiheng.cases.Event;
import zhiheng.cases.Procedure;
import zhiheng.office.acts.Words;
import zhiheng.office.duties.Sha256;
import zhiheng.office.input.Input;
import zhiheng.office.input.Seen;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.office.sandbox.SandboxTerms;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.rooms.sandbox.CommentRows.Comment;

/**
 * Participations under public notice: those whose stage produces the document {@code comments}. The public reads what may be public and
 * comments without sign-in until the deadline of the procedure; the authority answers, and comments and answers become that document.
 */
final class Notices {
    static final String COMMENTS = "comments";
    private static final int PER_ADDRESS = 5;
    private static final int PER_NOTICE = 300;
    private static final Actor PUBLIC = new Actor("public", "", Role.AUDITOR);

    private final Sandboxes sandboxes;
    private final Turnstile turnstile;
    private final Personal personal = new Personal();

    Notices(Sandboxes sandboxes, Clock clock) {
        this.sandboxes = sandboxes;
        this.turnstile = new Turnstile(clock, PER_ADDRESS, PER_NOTICE);
    }

    /**
     * What the public is told.
     *
     * @param text of the authority; "" for none
     * @param terms proposed; null where none are on file
     * @param closes when comments end; null where the procedure gives no period
     * @param open whether comments are taken now
     * @param answered comments that the authority shows with their answers
     */
    record Notice(
            String id,
            String system,
            Text procedure,
            String text,
            @Nullable SandboxTerms terms,
            Instant since,
            @Nullable Instant closes,
            boolean open,
            List<Comment> answered) {}

    /** Those under notice now, the one that closes first before others. */
    List<Notice> all() {
        return sandboxes.cases().open(Procedure.Kind.SANDBOX).stream()
                .map(this::of)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Notice::closes, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
                        .thenComparing(Notice::id))
                .toList();
    }

    /** Empty for whatever is not under notice. */
    Optional<Notice> of(String caseId) {
        var known = sandboxes.cases().known(caseId);
        if (known == null || sandboxes.cases().procedure(known.c()).kind() != Procedure.Kind.SANDBOX) {
            return Optional.empty();
        }
        var p = sandboxes.participation(known.c());
        if (!under(p)) {
            return Optional.empty();
        }
        var closes = closes(p);
        var text = sandboxes.store().read(tx -> CommentRows.in(tx).notice(caseId));
        return Optional.of(new Notice(
                caseId,
                known.systemName(),
                p.procedure().name(),
                text,
                p.proposed(),
                p.c().trail().getLast().at(),
                closes,
                closes == null || sandboxes.now().isBefore(closes),
                comments(caseId).stream()
                        .filter(c -> c.shown() && c.answered() != null)
                        .toList()));
    }

    static boolean under(Participation p) {
        return COMMENTS.equals(p.procedure().stage(p.c().stage()).produces());
    }

    /** The end of the deadline that counts in the stage of the notice alone; null where the procedure gives none. */
    static @Nullable Instant closes(Participation p) {
        return p.c().clocks().stream()
                .filter(RunningClock::owed)
                .filter(k -> p.procedure().deadline(k.deadline()).stages().contains(p.c().stage()))
                .flatMap(k -> Stream.ofNullable(k.ends()))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private List<Comment> comments(String caseId) {
        return sandboxes.store().read(tx -> CommentRows.in(tx).of(caseId));
    }

    List<Comment> comments(Actor actor, String caseId) {
        sandboxes.of(actor, caseId);
        return comments(caseId);
    }

    /** @return the receipt, which is told once and stored as a digest */
    String take(String caseId, String text, String address) {
        var notice = of(caseId).orElseThrow(Access::notFound);
        if (!notice.open()) {
            throw Refusal.conflict("公示期已结束，不再收取意见。", "The time for comments is over.");
        }
        var said = Input.required("意见", "comment", text, Input.TEXT);
        turnstile.pass(address, caseId);
        var receipt = Receipts.next();
        var comment = new Comment(
                sandboxes.office().ids().next(), caseId, sandboxes.now(), personal.masked(said), "", false, null);
        sandboxes.office().outbox().record((tx, acts) -> {
            CommentRows.in(tx).add(comment, Receipts.digest(receipt));
            return acts.add(
                    PUBLIC,
                    "sandbox.comment-received",
                    "case/" + caseId,
                    subject(caseId),
                    "",
                    Map.of("comment", comment.id()));
        });
        return receipt;
    }

    private String subject(String caseId) {
        return Objects.requireNonNull(sandboxes.cases().known(caseId)).c().subject();
    }

    Optional<Comment> byReceipt(String receipt) {
        return sandboxes.store().read(tx -> CommentRows.in(tx).byReceipt(Receipts.digest(receipt)));
    }

    /** What the authority says in public; "" takes it back. @param was what stood there when the person began, see {@link Seen} */
    void write(Actor actor, String caseId, String text, @Nullable String was) {
        var p = Complaints.officer(actor, sandboxes.of(actor, caseId));
        var said = Input.optional("公示内容", "notice", text, Input.TEXT);
        sandboxes.office().outbox().record((tx, acts) -> {
            Seen.check(was, CommentRows.in(tx).notice(caseId), said);
            CommentRows.in(tx).notice(caseId, said, actor.id(), sandboxes.now());
            return acts.add(
                    actor,
                    "sandbox.notice-written",
                    "case/" + caseId,
                    p.c().subject(),
                    "",
                    Map.of("text", Words.keptElsewhere(said)));
        });
    }

    String written(String caseId) {
        return sandboxes.store().read(tx -> CommentRows.in(tx).notice(caseId));
    }

    /** Answers, or answers otherwise. @param was the answer that stood there when the person began, see {@link Seen} */
    void answer(Actor actor, String caseId, String id, String answer, boolean shown, @Nullable String was) {
        var p = Complaints.officer(actor, sandboxes.of(actor, caseId));
        var said = Input.required("答复", "answer", answer, Input.TEXT);
        sandboxes.office().outbox().record((tx, acts) -> {
            var rows = CommentRows.in(tx);
            var there = rows.one(caseId, id).orElseThrow(Access::notFound);
            Seen.check(was, there.answer(), said);
            rows.answer(id, said, shown, actor.id(), sandboxes.now());
            return acts.add(
                    actor,
                    "sandbox.comment-answered",
                    "case/" + caseId,
                    p.c().subject(),
                    "",
                    Map.of("comment", id, "shown", shown, "answer", Words.keptElsewhere(said)));
        });
    }

    /** The comments with their answers as they were last put on file. */
    Optional<String> document(Actor actor, String caseId) {
        sandboxes.of(actor, caseId);
        return sandboxes.store().read(tx -> CommentRows.in(tx).document(caseId, COMMENTS));
    }

    /** Puts all comments with their answers on file as the document of the stage. */
    void file(Actor actor, String caseId, long seen) {
        Complaints.officer(actor, sandboxes.of(actor, caseId));
        var all = comments(caseId);
        long open = all.stream().filter(c -> c.answered() == null).count();
        if (open > 0) {
            throw Refusal.invalid(
                    "尚有" + open + "条意见未答复，请先答复。", open + " comments have no answer yet; answer them first.");
        }
        var body = JsonOut.compact(map(
                "case",
                caseId,
                "comments",
                all.stream()
                        .map(c -> map("time", c.time(), "text", c.text(), "answer", c.answer()))
                        .toList()));
        var sha256 = Sha256.of(body);
        sandboxes.store().write(tx -> {
            CommentRows.in(tx).document(caseId, COMMENTS, sha256, body, actor.id(), sandboxes.now());
            return sha256;
        });
        sandboxes
                .cases()
                .act(
                        actor,
                        caseId,
                        seen,
                        "公示意见" + all.size() + "条，均已答复；SHA-256 " + sha256 + "。\n" + all.size()
                                + " comments of the public, all answered; SHA-256 " + sha256 + ".",
                        by -> new Event.File(COMMENTS, by.digest(), by.who(), by.at()));
    }
}
