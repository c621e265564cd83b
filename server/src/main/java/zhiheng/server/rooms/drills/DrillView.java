package zhiheng.server.rooms.drills;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * The page of a drill.
 *
 * @param last the id of the last entry that it shows
 * @param began and {@code ends} in milliseconds since 1970, for the clock, later by what was paused; 0 where it has not begun
 * @param still where the clock stands while the drill is paused; 0 otherwise
 * @param deeds what the reader may do: moves of the drill, by a form each
 * @param responds whether the reader takes part in the response, {@code notes} whether they may write down
 */
public record DrillView(
        String id,
        String title,
        String about,
        State state,
        String part,
        String why,
        List<Fact> facts,
        String last,
        long began,
        long ends,
        long still,
        List<Lane> lanes,
        List<Line> record,
        @Nullable Card card,
        List<Deed> deeds,
        List<Choice> injects,
        boolean responds,
        boolean notes,
        List<Choice> kinds,
        List<Choice> injected,
        List<Finding> findings,
        List<Choice> files,
        Form form) {
    public String href() {
        return "/drills/" + id;
    }

    /** @param href "" for none */
    public record Fact(String name, String value, String href) {}

    /** An inject on the time line. @param from and {@code width} in hundredths; {@code told} only once it is there or for controllers */
    public record Lane(
            String name,
            String attack,
            State state,
            String situation,
            List<String> ask,
            double from,
            double width,
            List<Dot> dots) {}

    /** Something that happened. @param at in hundredths */
    public record Dot(double at, String tone, String name) {}

    /** One entry of the record. */
    public record Line(long seq, String kind, String tone, String words, String who, When time, String proof) {}

    /** The score card. */
    public record Card(String total, String tone, String technical, String response, String says, List<Row> rows) {}

    /** One measure. */
    public record Row(String name, String side, String letter, String tone, String value, String of, String bounds) {}

    /** A move. @param asks whether it needs a reason */
    public record Deed(String action, String text, boolean quiet, boolean asks) {}

    /** A finding with its duty. @param action where it is closed; "" where it is, or the reader may not */
    public record Finding(
            String title,
            String code,
            String letter,
            String tone,
            boolean repeat,
            State state,
            String due,
            String words,
            String action) {}
}
