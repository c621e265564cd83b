package zhiheng.server.rooms.offers;

import java.util.List;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;

/**
 * One asking with all that rounds said to it.
 *
 * @param own whether it is the reader's organisation's, which may rank and withdraw
 * @param choices what can be ranked: offers that it may have a place of
 * @param alliance the address of the one on this asking, "" for none; {@code calls} whether the reader may call for partners
 */
public record AskingView(
        String id,
        long version,
        String title,
        String about,
        String kind,
        String org,
        State state,
        List<String> wishes,
        boolean own,
        boolean waits,
        String ranking,
        List<Choice> choices,
        List<Told> told,
        String alliance,
        boolean calls,
        Form form) {
    /**
     * What one round said.
     *
     * @param answers whether the reader may accept or refuse, {@code ends} whether to give the place back
     */
    public record Told(
            String id,
            long version,
            State state,
            String title,
            String owner,
            String sides,
            String words,
            String until,
            boolean answers,
            boolean ends,
            int eligible,
            List<Line> lines) {}

    /** Something that can be ranked, by its id. */
    public record Choice(String id, String title) {}

    /** Why this one, or why not the other. */
    public record Line(String title, State state, String text) {}
}
