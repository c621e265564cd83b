package zhiheng.server.rooms.dossier;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Cited;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Tier;
import zhiheng.server.ground.page.When;

/** All that is known of one AI system on one day, ready to be read; the page and the document share it. */
public record DossierView(
        String id,
        String href,
        String name,
        String org,
        String purpose,
        String description,
        String asOf,
        String registered,
        List<Tier> tiers,
        List<Verdict> verdicts,
        List<Tier> outside,
        List<NextAct> next,
        List<Outcome> outcomes,
        List<Outcome> upcoming,
        List<Duty> duties,
        List<Law> laws,
        List<Happened> events,
        List<EventChoice> eventChoices,
        List<Remark> notes,
        List<Open> open,
        int answered,
        List<Act> history,
        @Nullable Changed changed,
        List<Mark> marks) {
    /** What one law says in one line: the tier in force, null when none is, and what is to come. */
    public record Verdict(@Nullable Tier now, List<Tier> coming) {}

    /** One of the next things to do; {@code left} is the day in words. */
    public record NextAct(String title, String href, String day, String left, State state, boolean provisional) {}

    /** The duties of one law, or what one instrument says as guidance; the most urgent first. */
    public record Law(String name, boolean guidance, List<Duty> duties, long late, long gaps, long open) {}

    /** What happened to the system and starts periods of law. */
    public record Happened(String event, When at, String note, List<Owed> owed) {}

    /** What one event brought about; {@code done} is the day it was settled, "" while it is open. */
    public record Owed(String title, String href, String duty, String eventId, String day, String left, String done) {}

    public record EventChoice(String id, String name) {}

    /** A tier with its reasons; {@code changes} says what alone would take it away. */
    public record Outcome(
            Tier tier,
            Cited cited,
            String text,
            String from,
            boolean provisional,
            List<Reason> because,
            List<String> changes) {}

    /** A question and its answer. */
    public record Reason(String question, String answer) {}

    /**
     * @param left how far off {@code day} is by the days of {@code zone}, that of its law
     * @param kind obligation, guidance or voluntary: also the key of its word
     */
    public record Duty(
            String id,
            String href,
            String title,
            String text,
            String who,
            String owner,
            String day,
            String left,
            String when,
            String timing,
            State state,
            String stateDetail,
            long version,
            Cited cited,
            String kind,
            boolean waivable,
            boolean provisional,
            boolean upcoming,
            String from,
            String asks,
            String penalty,
            List<Reason> because,
            List<Proof> evidence,
            @Nullable Rounds rounds,
            String zone) {}

    /**
     * How a duty comes back.
     *
     * @param said every how much, when next and when it was met last, in one line
     * @param met when it was met, the latest first
     * @param open the anniversaries that may be said to be met
     */
    public record Rounds(String said, List<Met> met, List<String> open) {}

    /** The anniversary {@code due} was met on {@code day}. */
    public record Met(String due, String day) {}

    /** A piece of evidence; {@code href} is its file or link. */
    public record Proof(
            String title,
            String href,
            String what,
            String sha256,
            String expires,
            boolean expired,
            String id,
            String withdrawn,
            boolean erased,
            When added,
            long index,
            String ledgerHref) {}

    /** A remark; {@code days} says from when or until when, where that matters. */
    public record Remark(Cited cited, String text, String days) {}

    public record Open(String question, int decides, String href) {}

    public record Act(long index, String href, When time, String actor, String act, String summary) {}

    /** What the last change of answers altered. */
    public record Changed(
            When time,
            String ledgerHref,
            List<String> causes,
            List<String> gained,
            List<String> lost,
            List<String> dutiesGained,
            List<String> dutiesLost,
            List<String> dutiesMoved) {
        public boolean nothing() {
            return gained.isEmpty()
                    && lost.isEmpty()
                    && dutiesGained.isEmpty()
                    && dutiesLost.isEmpty()
                    && dutiesMoved.isEmpty();
        }
    }

    /** What a confidence mark means. */
    public record Mark(String instrument, String mark, String meaning) {}

    /** Of what law asks. */
    public long count(String tone) {
        return duties.stream()
                .filter(d -> d.kind().equals("obligation"))
                .filter(d -> d.state().tone().equals(tone))
                .count();
    }

    /** How many of the duties law asks; the others are guidance. */
    public long byLaw() {
        return duties.stream().filter(d -> d.kind().equals("obligation")).count();
    }

    /** The duties of law, of guidance, or all, in the order of the dossier; a word that is neither shows all. */
    public List<Duty> duties(String force) {
        return duties.stream()
                .filter(d -> switch (force) {
                    case "law" -> d.kind().equals("obligation");
                    case "guidance" -> !d.kind().equals("obligation");
                    default -> true;
                })
                .toList();
    }

    /** The duties of law, of guidance, or all; a word that is neither shows law. */
    public List<Law> laws(String force) {
        return switch (force) {
            case "all" -> laws;
            case "guidance" -> laws.stream().filter(Law::guidance).toList();
            default -> laws.stream().filter(law -> !law.guidance()).toList();
        };
    }
}
