package zhiheng.server.rooms.offers;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;

/**
 * Alliances, or one of them.
 *
 * @param one null for the list alone
 */
public record AllianceView(
        List<OffersView.Asked> all, @Nullable One one, Form form) {
    /**
     * One alliance.
     *
     * @param deeds what the reader may do now
     */
    public record One(
            String id,
            long step,
            String title,
            String askingHref,
            String lead,
            State state,
            String plan,
            String result,
            List<Member> members,
            List<Deed> deeds) {}

    /** @param org who can be admitted by the reader; "" otherwise */
    public record Member(String name, String part, State state, String org) {}

    /** @param words what is to be written with it; "" for nothing */
    public record Deed(String name, String label, String words) {}
}
