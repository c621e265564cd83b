package zhiheng.server.rooms.proposals;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * One proposal.
 *
 * @param count how many needs it answers; {@code needs} those that the reader may read
 * @param effects what the replay found, empty where nothing would differ; {@code replayed} says of what, "" while it was not replayed
 * @param calls what the replay found in the traffic; null where none was replayed, {@code law} whether it could be
 * @param changes whether the reader may write and replay; {@code decides} whether to decide
 */
public record ProposalView(
        String id,
        String title,
        State state,
        When opened,
        String pack,
        String over,
        String grounds,
        String decision,
        int count,
        List<Said> needs,
        String replayed,
        List<Effect> effects,
        @Nullable Calls calls,
        boolean law,
        String rules,
        long version,
        boolean changes,
        boolean decides,
        Form form) {
    public record Said(String href, String text, String kind) {}

    /** @param bySize and {@code bySector} in one line each */
    public record Effect(String change, String what, String pack, long all, String bySize, String bySector) {}

    /**
     * What would differ in the traffic.
     *
     * @param seen how much was judged, {@code apart} what was not, "" for nothing
     * @param worst the effects that turn most calls, as sentences
     */
    public record Calls(String seen, String apart, List<Surprise> worst, List<CallEffect> effects) {}

    /** @param where the line of the draft that says so, "" for none */
    public record Surprise(String said, String uneven, String where) {}

    /** @param days the first and the last, and how many */
    public record CallEffect(
            String said,
            String by,
            long calls,
            long broken,
            long unknown,
            long systems,
            String bySize,
            String bySector,
            String days) {}

    /**
     * The list.
     *
     * @param next the address of the next page; null on the last
     */
    public record All(
            List<Row> rows, List<Pack> packs, @Nullable String next, Form form) {}

    public record Row(String href, String title, String pack, State state, When opened) {}

    /** A pack to change, as LAW/ID or POLICIES/ID. */
    public record Pack(String value, String label) {}
}
