package zhiheng.server.rooms.needs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * One need, as officials see it.
 *
 * @param deeds what the reader may do now; empty where nothing
 * @param waits what a first person did and a second must confirm; "" for nothing
 */
public record NeedView(
        String id,
        String title,
        String kind,
        State state,
        String text,
        String place,
        String lead,
        int bounces,
        int reopened,
        When opened,
        String answer,
        String reason,
        String confirmed,
        String joinedHref,
        String waits,
        long step,
        List<Clock> clocks,
        List<Part> parts,
        List<Alike> alike,
        List<Deed> deeds,
        List<Choice> departments,
        List<Told> story,
        Form form) {
    public record Clock(
            String name, String ref, State state, @Nullable When ends) {}

    public record Part(String org, String task, String words, State state) {}

    /** Another need with alike words. */
    public record Alike(String id, String href, String title, String share) {}

    /**
     * @param words the label of what is to be written; "" where nothing is
     * @param sends whether a department is chosen
     */
    public record Deed(String name, String label, String words, boolean sends, boolean joins) {}

    public record Told(When when, List<String> deeds, String by, String words, String ledger) {}
}
