package zhiheng.server.rooms.dossier;

import java.util.List;
import zhiheng.server.ground.page.State;

/**
 * Two jurisdictions side by side for one system, and which of its evidence serves twice.
 *
 * @param choices the jurisdictions in which the system owes something; fewer than two leave nothing to compare
 * @param rows the duties of the second
 */
public record BesideView(
        String href,
        String name,
        String asOf,
        List<Choice> choices,
        Choice first,
        Choice second,
        List<Count> counts,
        List<Row> rows,
        List<Twice> twice) {
    public record Choice(String code, String name) {}

    public record Count(long number, State state) {}

    /**
     * A duty with what the crosswalk says of it.
     *
     * @param none why it has no counterpart in the first, where that was looked for
     */
    public record Row(Duty duty, State standing, List<Line> lines, List<String> none) {}

    /** @param asks the evidence that it asks for */
    public record Duty(String href, String id, String title, String asks) {}

    /**
     * @param is how the evidence for {@code other} stands to the duty of the row
     * @param atHand evidence that this system has for it
     */
    public record Line(Duty other, String is, String why, List<Proof> atHand) {}

    public record Proof(String title, String href) {}

    /** One piece of evidence, the duty it was given for, and those of other laws that it serves as well. */
    public record Twice(Proof proof, Duty duty, List<Line> serves) {}

    public boolean comparable() {
        return choices.size() > 1;
    }
}
