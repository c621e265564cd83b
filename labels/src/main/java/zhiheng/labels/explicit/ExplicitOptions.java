package zhiheng.labels.explicit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How an explicit label is to look and sound. Start from {@link #DEFAULT} and change what matters.
 *
 * @param hint the words shown; both elements of 5.1 are asked for
 * @param place where in a text or a sound
 * @param corner where in a picture or film
 * @param font name of the font the hint is drawn in; empty: the first installed font that has its characters
 * @param speech a WAV file in which the hint is spoken, for sound; empty: the rhythm mark
 * @param rhythm tempo and tone of the rhythm mark
 * @param shown how long a film shows the hint, from its first frame; at least two seconds (5.4)
 * @param ffmpeg the program for films and for sound other than WAV; empty: the one on the search path, if any
 * @param eye reads the words in pictures that show none of the usual hints; empty: they stay inconclusive
 */
public record ExplicitOptions(
        String hint,
        Place place,
        Corner corner,
        Optional<String> font,
        Optional<Path> speech,
        Rhythm rhythm,
        Duration shown,
        Optional<Path> ffmpeg,
        Optional<HintEye> eye) {
    /** The usual hint at the start, lower right, as a rhythm in sound, three seconds long in films. */
    public static final ExplicitOptions DEFAULT = new ExplicitOptions(
            ExplicitLabel.HINT,
            Place.START,
            Corner.LOWER_RIGHT,
            Optional.empty(),
            Optional.empty(),
            Rhythm.DEFAULT,
            Duration.ofSeconds(3),
            Optional.empty(),
            Optional.empty());

    /** Where in time, or in the run of a text. */
    public enum Place {
        START,
        MIDDLE,
        END
    }

    /** Where in a picture. */
    public enum Corner {
        UPPER_LEFT,
        UPPER_RIGHT,
        LOWER_LEFT,
        LOWER_RIGHT
    }

    /**
     * The rhythm mark of 5.3: short long, short short. The standard gives no durations; the ratios are those of the Morse
     * code (ITU-R M.1677-1): a long is three shorts, the gap inside a letter one short, between letters three.
     *
     * @param dot length of a short, 30 ms to 1 s
     * @param hertz the tone, 100 to 4000
     * @param level peak amplitude as a share of full scale, 0.01 to 1
     */
    public record Rhythm(Duration dot, double hertz, double level) {
        static final Rhythm DEFAULT = new Rhythm(Duration.ofMillis(120), 800, 0.4);

        public Rhythm {
            if (dot.toMillis() < 30 || dot.toMillis() > 1000 || !(hertz >= 100 && hertz <= 4000)) {
                throw new IllegalArgumentException("a short lasts 30 ms to 1 s, its tone has 100 to 4000 Hz");
            }
            if (!(level >= 0.01 && level <= 1)) {
                throw new IllegalArgumentException("the level lies between 0.01 and 1");
            }
        }
    }

    public ExplicitOptions withHint(String newHint) {
        return new ExplicitOptions(newHint, place, corner, font, speech, rhythm, shown, ffmpeg, eye);
    }

    public ExplicitOptions withPlace(Place newPlace) {
        return new ExplicitOptions(hint, newPlace, corner, font, speech, rhythm, shown, ffmpeg, eye);
    }

    public ExplicitOptions withCorner(Corner newCorner) {
        return new ExplicitOptions(hint, place, newCorner, font, speech, rhythm, shown, ffmpeg, eye);
    }

    public ExplicitOptions withFont(String name) {
        return new ExplicitOptions(hint, place, corner, Optional.of(name), speech, rhythm, shown, ffmpeg, eye);
    }

    public ExplicitOptions withSpeech(Path wav) {
        return new ExplicitOptions(hint, place, corner, font, Optional.of(wav), rhythm, shown, ffmpeg, eye);
    }

    public ExplicitOptions withRhythm(Rhythm newRhythm) {
        return new ExplicitOptions(hint, place, corner, font, speech, newRhythm, shown, ffmpeg, eye);
    }

    public ExplicitOptions withShown(Duration duration) {
        return new ExplicitOptions(hint, place, corner, font, speech, rhythm, duration, ffmpeg, eye);
    }

    public ExplicitOptions withFfmpeg(Path program) {
        return new ExplicitOptions(hint, place, corner, font, speech, rhythm, shown, Optional.of(program), eye);
    }

    public ExplicitOptions withEye(HintEye reader) {
        return new ExplicitOptions(hint, place, corner, font, speech, rhythm, shown, ffmpeg, Optional.of(reader));
    }
}
