package zhiheng.server.rooms.incidents;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.incidents.IncidentsView.Graded;

/**
 * The room of one incident.
 *
 * @param colour what an alarm forecast; null where there was none
 * @param because the clause that decided the grade, "" where none did; {@code certainty} how sure the pack is of it
 * @param open whether anything may still be done
 * @param version the last entry that the forms start from
 * @param last the id of the last entry shown, after which the page listens
 * @param questions what would decide the grade, those that decide most first
 */
public record IncidentView(
        String href,
        String id,
        String title,
        String system,
        String systemHref,
        String source,
        String sourceHref,
        Graded grade,
        @Nullable Graded colour,
        String because,
        String certainty,
        boolean atLeast,
        boolean open,
        boolean mayChange,
        When opened,
        @Nullable When ended,
        long version,
        String last,
        List<Clock> clocks,
        List<Regime> regimes,
        List<Role> roles,
        List<Job> tasks,
        List<Line> record,
        List<Piece> evidence,
        List<Question> questions,
        List<Step> measures,
        List<Choice> levels,
        List<Choice> sayable,
        List<Choice> roleChoices,
        Form form) {
    /** @param ends null where the end is not known, which {@code state} says */
    public record Clock(
            String name,
            String regime,
            String ref,
            String href,
            State state,
            When from,
            @Nullable When ends,
            List<String> needs) {}

    public record Regime(String name, String href, State state) {}

    public record Role(String name, String person) {}

    /** @param done the address that marks it as done; "" for nothing to be done */
    public record Job(
            String title,
            String owner,
            State state,
            @Nullable When due,
            String done) {}

    /** @param proof the address of the ledger's entry; "" where there is none yet */
    public record Line(long seq, String kind, String tone, String words, String who, When time, String proof) {}

    public record Piece(String sha256, String href) {}

    /**
     * A step of the ladder.
     *
     * @param effect what it did, in words; "" while it is only proposed
     * @param confirm the address of the second person's part, and {@code restore} of its end; "" where there is none
     */
    public record Step(
            String level,
            String target,
            String reason,
            State state,
            @Nullable When expires,
            String effect,
            String confirm,
            String restore) {}

    /** @param kind yes-no, choice, choices or number */
    public record Question(String name, String text, String help, String kind, List<Choice> options) {}
}
