package zhiheng.labels.explicit;

import java.time.Duration;

/** One explicit label as it was made or found, with what the standard wants measured. */
public sealed interface ExplicitMark {
    /** Words in a text. {@code cornerMark}: the short form AI, without the generation element. */
    record Words(ExplicitOptions.Place place, String words, boolean cornerMark) implements ExplicitMark {}

    /** Words in a picture: where their ink is in pixels, and the least height of ink for this picture. */
    record Drawn(int x, int y, int width, int height, int requiredHeight) implements ExplicitMark {}

    /**
     * A rhythm in a sound.
     *
     * @param at from the start of the sound
     * @param dot measured length of a short
     * @param ratio measured length of the long in shorts; 3 by the book
     */
    record Rhythm(ExplicitOptions.Place place, Duration at, Duration dot, double ratio) implements ExplicitMark {}

    /** A spoken hint in a sound. What is said in it was not understood, only that this recording is there. */
    record Speech(ExplicitOptions.Place place, Duration at, Duration length) implements ExplicitMark {}

    /** Words in a film, shown from {@code from} for {@code shown} to the precision of the frames looked at. */
    record Filmed(Drawn drawn, Duration from, Duration shown) implements ExplicitMark {}
}
