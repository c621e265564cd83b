package zhiheng.server.rooms.offers;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * What is offered, what one asks for, and what waits for an answer.
 *
 * @param kits kits of sandboxes, {@code places} the reader's participations that may take some
 * @param next the address of the next page; null on the last
 * @param holds whether the reader holds rounds, {@code changes} whether to offer and ask
 * @param questions what conditions can be set on, one a line
 */
public record OffersView(
        List<Tab> tabs,
        List<Card> cards,
        List<Kit> kits,
        List<Choice> places,
        @Nullable String next,
        List<Asked> askings,
        List<Asked> waiting,
        List<Held> rounds,
        boolean holds,
        boolean changes,
        List<Choice> kinds,
        List<Choice> measures,
        List<Choice> methods,
        List<String> questions,
        Form form) {
    public record Tab(String href, String label, boolean here) {}

    /**
     * An offer.
     *
     * @param state whether the reader's organisation may have a place, {@code why} what stands against it
     */
    public record Card(
            String href,
            String title,
            String about,
            String kind,
            String org,
            String place,
            String unit,
            String price,
            int taken,
            int capacity,
            String days,
            State state,
            List<String> why,
            List<String> conditions) {}

    /** A kit of a sandbox. @param each how much one participation may take by itself, 0 where the authority grants it */
    public record Kit(String id, String title, String kind, String unit, long taken, long capacity, long each) {}

    /** An asking or a proposal, as a line of a list. */
    public record Asked(String href, String title, String kind, State state) {}

    /** A round that was held, with its proof. */
    public record Held(
            When time, String kind, String method, int askings, int offers, int proposed, String proof, String root) {}
}
