package zhiheng.labels.explicit;

import java.util.List;
import zhiheng.base.Text;

/**
 * What can be said about the explicit label of a file. No speech is recognised, and words in pictures only with a {@link HintEye}:
 * pictures are compared with renderings of the usual hints, sound with the rhythm mark. What such means cannot tell is
 * {@link Inconclusive}, never guessed.
 */
public sealed interface ExplicitCheck {
    /** The clause of GB 45438-2025 judged by: 5.1 text, 5.2 pictures, 5.3 sound, 5.4 films. */
    String clause();

    /** The name used in reports. */
    default String word() {
        return switch (this) {
            case Compliant c -> "compliant";
            case NonCompliant n -> "non-compliant";
            case NotFound n -> "not-found";
            case Inconclusive i -> "inconclusive";
        };
    }

    /** A label was found and measures up. */
    record Compliant(String clause, ExplicitMark mark) implements ExplicitCheck {}

    /** A label was found, and this is wrong with it. */
    record NonCompliant(String clause, ExplicitMark mark, List<Text> problems) implements ExplicitCheck {}

    /** All of the file was looked at and nothing in it can be a label of a kind known here. */
    record NotFound(String clause, Text reason) implements ExplicitCheck {}

    /** Neither presence nor absence can be claimed; {@code remedy} says how to find out. */
    record Inconclusive(String clause, Text reason, Text remedy) implements ExplicitCheck {}
}
