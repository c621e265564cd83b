package zhiheng.server.rooms.cases;

import gg.jte.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * One case.
 *
 * @param ref where the procedure stands, with how sure the pack is of it
 * @param pending what one person proposed and another must confirm; "" for nothing
 * @param deeds what the visitor may do now; empty when nothing
 * @param missing what stands in the way of each move
 * @param version the step that the form starts from
 * @param story the newest first
 */
public record CaseView(
        String href,
        String title,
        String about,
        String ref,
        String system,
        String systemHref,
        State state,
        When opened,
        List<Stop> stages,
        Content drawing,
        List<Clock> clocks,
        String pending,
        List<Choice> deeds,
        List<Missing> missing,
        Form form,
        long version,
        List<Told> story) {
    /** A stage on the way; {@code entered} is null where it was not reached. */
    public record Stop(State state, String name, @Nullable When entered) {}

    /** @param ends null where the end is not known, which {@code state} says */
    public record Clock(
            String name,
            String ref,
            State state,
            When from,
            @Nullable When ends) {}

    public record Missing(String move, List<String> what) {}

    /** @param proof the address of the ledger's entry; "" where there is none yet */
    public record Told(When at, List<String> lines, String who, String words, String proof) {}
}
