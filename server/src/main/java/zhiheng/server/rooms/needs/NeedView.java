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
 * @param masked the words with personal data masked, where some stand in them and the reader may mask it; "" otherwise
 * @param proposes whether the reader may make a proposal to change a rule out of it
 * @param stuck whether it went to and fro so often that two persons decide who has it
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
        List<Stop> timetable,
        List<File> files,
        String masked,
        boolean stuck,
        List<Alike> alike,
        List<Deed> deeds,
        boolean proposes,
        List<Choice> departments,
        List<Told> story,
        Form form) {
    public record Clock(
            String name, String ref, State state, @Nullable When ends) {}

    /** @param due the day by which it is owed, "" for none */
    public record Part(String org, String task, String words, String due, State state) {}

    /** A node of the timetable; {@code note} says why it was excused or disputed. */
    public record Stop(String title, String due, String indicator, String way, String note, State state) {}

    /** Something that the asker added; {@code href} is "" once its content is gone. */
    public record File(String name, String size, String href) {}

    /** Another need with alike words. */
    public record Alike(String id, String href, String title, String share) {}

    /**
     * @param words the label of what is to be written; "" where nothing is
     */
    public record Deed(String name, String label, String words, Asks asks) {}

    /** What a deed asks beside words: nothing, a department, those beside it, another need, or a timetable. */
    public enum Asks {
        NOTHING,
        LEAD,
        SHARE,
        OTHER,
        NODES
    }

    public record Told(When when, List<String> deeds, String by, String words, String ledger) {}
}
