package zhiheng.labels.explicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.labels.Labels;
import zhiheng.labels.Samples;
import zhiheng.labels.Sounds;
import zhiheng.labels.Tools;
import zhiheng.labels.boxes.Riff;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;

class ExplicitAudioTest {
    @TempDir
    Path folder;

    private Path wav(int coding, int bits, int channels, int rate, float[] mono) throws Exception {
        byte[] header = Edits.join(
                Edits.latin1("RIFF\0\0\0\0WAVE"),
                Riff.chunk(
                        "fmt ",
                        le16(coding),
                        le16(channels),
                        Edits.u32le(rate),
                        Edits.u32le((long) rate * channels * bits / 8),
                        le16(channels * bits / 8),
                        le16(bits)),
                Riff.chunk("data"));
        Path empty = Files.write(folder.resolve("empty.wav"), header);
        Path file = folder.resolve("in.wav");
        Files.deleteIfExists(file);
        try (Source in = Source.open(empty)) {
            WavInsert.write(in, WavLayout.of(in), 0, mono, file);
        }
        return file;
    }

    private static byte[] le16(int v) {
        return new byte[] {(byte) v, (byte) (v >> 8)};
    }

    @ParameterizedTest
    @CsvSource({
        "1,8,1,8000",
        "1,16,2,44100",
        "1,24,2,48000",
        "1,32,1,96000",
        "3,32,2,48000",
        "3,64,1,22050",
        "1,24,1,11025"
    })
    void every_coding_of_samples_is_marked_and_the_old_samples_stay(int coding, int bits, int channels, int rate)
            throws Exception {
        Path in = wav(coding, bits, channels, rate, Sounds.speech(rate, 3, 1));
        Path out = folder.resolve("out.wav");
        assertThat(ExplicitLabel.check(in)).isInstanceOf(ExplicitCheck.Inconclusive.class);
        assertThat(ExplicitLabel.apply(in, out, ExplicitOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        ExplicitOutcome.Done.class,
                        done -> assertThat(done.mark()).isInstanceOfSatisfying(ExplicitMark.Rhythm.class, r -> {
                            assertThat(r.dot()).isBetween(Duration.ofMillis(115), Duration.ofMillis(125));
                            assertThat(r.ratio()).isCloseTo(3, within(0.25));
                        }));
        assertThat(ExplicitLabel.check(out)).isInstanceOf(ExplicitCheck.Compliant.class);
        byte[] before = data(in);
        byte[] after = data(out);
        assertThat(after).endsWith(before);
        assertThat(after.length).isGreaterThan(before.length);
    }

    @ParameterizedTest
    @EnumSource(ExplicitOptions.Place.class)
    void the_mark_stands_where_it_is_wanted(ExplicitOptions.Place place) throws Exception {
        Path in = wav(1, 16, 1, 16000, Sounds.speech(16000, 20, 4));
        Path out = folder.resolve("out.wav");
        ExplicitLabel.apply(in, out, ExplicitOptions.DEFAULT.withPlace(place));
        assertThat(ExplicitLabel.check(out))
                .isInstanceOfSatisfying(
                        ExplicitCheck.Compliant.class,
                        c -> assertThat(c.mark())
                                .isInstanceOfSatisfying(
                                        ExplicitMark.Rhythm.class,
                                        r -> assertThat(r.place()).isEqualTo(place)));
        assertThat(data(out).length - data(in).length).isEqualTo((int) (25 * 0.12 * 16000) * 2);
    }

    @Test
    void a_spoken_hint_is_fitted_to_the_sound() throws Exception {
        Path spoken = Files.move(wav(1, 16, 1, 16000, Sounds.speech(16000, 2, 5)), folder.resolve("spoken.wav"));
        Path in = wav(1, 24, 2, 44100, Sounds.speech(44100, 3, 6));
        Path out = folder.resolve("out.wav");
        assertThat(ExplicitLabel.apply(in, out, ExplicitOptions.DEFAULT.withSpeech(spoken)))
                .isInstanceOfSatisfying(
                        ExplicitOutcome.Done.class,
                        done -> assertThat(done.mark())
                                .isEqualTo(new ExplicitMark.Speech(
                                        ExplicitOptions.Place.START, Duration.ZERO, Duration.ofMillis(2600))));
        assertThat(data(out).length - data(in).length).isEqualTo((int) (2.6 * 44100) * 6);
    }

    @Test
    void a_known_recording_is_found_even_after_lossy_coding_and_another_is_not() throws Exception {
        Path spoken = Files.move(wav(1, 16, 1, 22050, Sounds.speech(22050, 2, 5)), folder.resolve("spoken.wav"));
        Path other = Files.move(wav(1, 16, 1, 22050, Sounds.speech(22050, 2, 55)), folder.resolve("other.wav"));
        Path in = wav(1, 16, 2, 44100, Sounds.speech(44100, 20, 6));
        Path out = folder.resolve("out.wav");
        var options = ExplicitOptions.DEFAULT.withSpeech(spoken).withPlace(ExplicitOptions.Place.END);
        assertThat(ExplicitLabel.check(in, options)).isInstanceOf(ExplicitCheck.Inconclusive.class);
        assertThat(ExplicitLabel.apply(in, out, options)).isInstanceOf(ExplicitOutcome.Done.class);
        Path coded = folder.resolve("out.mp3");
        Tools.run("ffmpeg", "-v", "error", "-i", out.toString(), "-b:a", "64k", coded.toString());
        for (Path file : java.util.List.of(out, coded)) {
            assertThat(ExplicitLabel.check(file, options))
                    .isInstanceOfSatisfying(
                            ExplicitCheck.Compliant.class,
                            c -> assertThat(c.mark()).isInstanceOfSatisfying(ExplicitMark.Speech.class, s -> {
                                assertThat(s.place()).isEqualTo(ExplicitOptions.Place.END);
                                assertThat(s.at()).isBetween(Duration.ofMillis(20250), Duration.ofMillis(20400));
                            }));
            assertThat(ExplicitLabel.check(file, options.withSpeech(other)))
                    .isInstanceOf(ExplicitCheck.Inconclusive.class);
        }
    }

    @Test
    void a_silent_recording_is_no_hint() throws Exception {
        Path silent = Files.move(wav(1, 16, 1, 16000, new float[32000]), folder.resolve("silent.wav"));
        Path in = wav(1, 16, 1, 16000, Sounds.speech(16000, 3, 6));
        assertThat(ExplicitLabel.apply(in, folder.resolve("out.wav"), ExplicitOptions.DEFAULT.withSpeech(silent)))
                .isInstanceOf(ExplicitOutcome.Refused.class);
        assertThat(folder.resolve("out.wav")).doesNotExist();
        assertThat(ExplicitLabel.check(silent)).isInstanceOf(ExplicitCheck.NotFound.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.mp3", "a.flac", "a.ogg", "a.opus", "a.m4a", "a.aac", "a.aiff", "a.w64"})
    void compressed_sound_is_marked_through_ffmpeg(String name) throws Exception {
        Path in = Tools.sound(folder.resolve(name));
        var label = new ContentLabel(
                Certainty.IS, "001191440300708461136T1XGW3", "id-1", "", "001191440300708461136T1XGW3", "id-1", "");
        new Labels().write(in, in, label);
        Path out = folder.resolve("out-" + name);
        assertThat(ExplicitLabel.apply(in, out, ExplicitOptions.DEFAULT)).isInstanceOf(ExplicitOutcome.Done.class);
        assertThat(ExplicitLabel.check(out)).isInstanceOf(ExplicitCheck.Compliant.class);
        if (!name.equals("a.aac") && !name.equals("a.w64")) { // for which ffmpeg writes no title
            assertThat(Tools.tags(out)).contains("A kept title");
        }
        assertThat(new Labels().read(out).labels())
                .singleElement()
                .satisfies(l -> assertThat(l.label()).isEqualTo(label));
        assertThat(Files.list(folder)).as("nothing is left over").hasSize(2);
    }

    @Test
    void flac_keeps_every_sample() throws Exception {
        Path in = Tools.sound(folder.resolve("a.flac"));
        Path out = folder.resolve("b.flac");
        ExplicitLabel.apply(in, out, ExplicitOptions.DEFAULT.withPlace(ExplicitOptions.Place.END));
        String[] hash = new String[2];
        int i = 0;
        for (Path file : java.util.List.of(in, out)) {
            hash[i++] = Tools.run("ffmpeg", "-v", "error", "-i", file.toString(), "-t", "1.9", "-f", "md5", "-");
        }
        assertThat(hash[1]).isEqualTo(hash[0]);
    }

    @Test
    void a_missing_ffmpeg_is_a_refusal_that_says_what_to_do() throws Exception {
        Path in = Files.write(folder.resolve("a.mp3"), Samples.bytes("ID3", 3, 0, 0, 0, 0, 0, 0, 0, 0));
        assertThat(ExplicitLabel.apply(
                        in, folder.resolve("b.mp3"), ExplicitOptions.DEFAULT.withFfmpeg(folder.resolve("none"))))
                .isInstanceOfSatisfying(ExplicitOutcome.Refused.class, r -> {
                    assertThat(r.clause()).isEqualTo("5.3");
                    assertThat(r.remedy().en()).contains("install ffmpeg");
                });
    }

    private static byte[] data(Path file) throws Exception {
        try (Source in = Source.open(file)) {
            Riff data = WavLayout.of(in).data();
            return in.bytes(data.body(), data.end() - data.body());
        }
    }
}
