package zhiheng.server.rooms.effect;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Form;

/** The page that judges a measure. */
public record EffectView(Form form, @Nullable Result result) {
    /**
     * What was found, in the reader's language.
     *
     * @param tone how its light looks
     * @param placebo empty where the time before is too short for one
     * @param drawing null for units
     */
    public record Result(
            String verdict,
            String tone,
            String method,
            String plain,
            String placebo,
            String promise,
            List<String> cautions,
            @Nullable Drawing drawing) {}

    /**
     * A series as lines in a picture of {@link #WIDTH} by {@link #HEIGHT}.
     *
     * @param values points of the indicator, "x,y x,y"
     * @param control points of the control, or empty
     * @param at where the measure begins, in the picture
     */
    public record Drawing(
            String values, String control, double at, String from, String first, String last, String low, String high) {
        public static final int WIDTH = 720;
        public static final int HEIGHT = 220;
    }
}
