package zhiheng.labels.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.labels.MediaContract;
import zhiheng.labels.Tools;
import zhiheng.labels.bytes.Edits;

public class OggTest extends MediaContract {
    private static final byte[] AUDIO = noise(6, 250);
    private static final byte[] SETUP = Edits.join("\u0005vorbis".getBytes(), noise(7, 600));
    private static final byte[] TITLE = "TITLE=A kept title".getBytes();

    @Override
    public String ending() {
        return ".ogg";
    }

    @Override
    public List<Sample> samples() {
        byte[] head = Edits.join("OpusHead".getBytes(), new byte[11]);
        byte[] tags = Edits.join("OpusTags".getBytes(), comment());
        byte[] opus = Edits.join(page(2, 0, 0, head), page(0, 0, 1, tags), page(4, 960, 2, AUDIO));
        byte[] vorbisHead = Edits.join("\u0001vorbis".getBytes(), new byte[23]);
        byte[] vorbisTags = Edits.join("\u0003vorbis".getBytes(), comment(), new byte[] {1});
        byte[] vorbis = Edits.join(page(2, 0, 0, vorbisHead), page(0, 0, 1, vorbisTags, SETUP), page(4, 960, 2, AUDIO));
        return List.of(
                new Sample("Opus", opus, List.of(AUDIO, TITLE)),
                new Sample("Vorbis", vorbis, List.of(AUDIO, TITLE, SETUP)),
                new Sample("Speex", speex(), List.of(AUDIO, TITLE)),
                new Sample("Theora with Vorbis", film(), List.of(AUDIO, TITLE, SETUP)));
    }

    /** The sound may end before the pictures do. */
    @Override
    public boolean mayPassForWhole(byte[] file, int length) {
        int pictures = indexOf(file, noise(9, 300), 0);
        return pictures > 0 && length >= pictures + 300;
    }

    private static byte[] speex() {
        byte[] head = Edits.join("Speex   ".getBytes(), new byte[72]);
        return Edits.join(page(2, 0, 0, head), page(0, 0, 1, comment()), page(4, 960, 2, AUDIO));
    }

    /** Streams one in another: each begins, then the headers of each, then what they hold. */
    private static byte[] film() {
        byte[] pictures = Edits.join(Edits.latin1("\u0080theora"), new byte[35]);
        byte[] words = Edits.join(Edits.latin1("\u0081theora"), comment());
        byte[] tables = Edits.join(Edits.latin1("\u0082theora"), noise(8, 500));
        byte[] sound = Edits.join("\u0001vorbis".getBytes(), new byte[23]);
        byte[] tags = Edits.join("\u0003vorbis".getBytes(), comment(), new byte[] {1});
        return Edits.join(
                page(1, 2, 0, 0, pictures),
                page(2, 2, 0, 0, sound),
                page(1, 0, 0, 1, words),
                page(2, 0, 0, 1, tags, SETUP),
                page(1, 0, 0, 2, tables),
                page(1, 0, 64, 3, noise(9, 300)),
                page(2, 4, 960, 2, AUDIO));
    }

    @Test
    void an_index_that_a_label_would_lead_astray_is_refused_by_name() throws Exception {
        byte[] skeleton = Edits.join("fishead\0".getBytes(), new byte[] {4, 0, 0, 0}, new byte[52]);
        byte[] file = Edits.join(page(9, 2, 0, 0, skeleton), speex());

        assertThat(labels.read(put(file)).verdict().toString()).contains("Skeleton 4");
        byte[] older = Edits.join("fishead\0".getBytes(), new byte[] {3, 0, 0, 0}, new byte[52]);
        labelled(Edits.join(page(9, 2, 0, 0, older), speex()));
    }

    @Test
    void a_second_stream_that_is_labelled_too_makes_a_double_until_it_is_written_again() throws Exception {
        Path once = labelled(speex());
        var speex = new String(java.nio.file.Files.readAllBytes(once), java.nio.charset.StandardCharsets.ISO_8859_1);
        int tags = speex.indexOf("OggS", 4);
        int sound = speex.indexOf("OggS", tags + 4);
        byte[] bytes = Edits.latin1(speex);
        byte[] second = java.util.Arrays.copyOfRange(bytes, tags + 28, sound);
        byte[] comment =
                java.util.Arrays.copyOfRange(second, second.length - commentLength(bytes, tags), second.length);
        byte[] file = Edits.join(
                page(1, 2, 0, 0, Edits.join("Speex   ".getBytes(), new byte[72])),
                page(2, 2, 0, 0, Edits.join("Speex   ".getBytes(), new byte[72])),
                page(1, 0, 0, 1, comment),
                page(2, 0, 0, 1, comment),
                page(1, 4, 960, 2, AUDIO));
        Path in = put(file);

        assertThat(labels.read(in).labels()).hasSize(2);
        labels.write(in, in, LABEL);
        assertThat(labels.read(in).labels()).hasSize(1);
    }

    private static int commentLength(byte[] file, int page) {
        int length = 0;
        for (int i = 0; i < (file[page + 26] & 0xff); i++) {
            length += file[page + 27 + i] & 0xff;
        }
        return length;
    }

    private static byte[] comment() {
        return new VorbisComment("maker".getBytes(), List.of(TITLE), new byte[0]).withLabel(null);
    }

    private static byte[] page(int flags, long granule, int number, byte[]... packets) {
        return page(77, flags, granule, number, packets);
    }

    private static byte[] page(int serial, int flags, long granule, int number, byte[]... packets) {
        var lacing = new java.io.ByteArrayOutputStream();
        for (byte[] packet : packets) {
            lacing.writeBytes(filled(packet.length / 255));
            lacing.write(packet.length % 255);
        }
        byte[] page = Edits.join(
                "OggS".getBytes(),
                new byte[] {0, (byte) flags},
                Edits.u64le(granule),
                Edits.u32le(serial),
                Edits.u32le(number),
                new byte[4],
                new byte[] {(byte) lacing.size()},
                lacing.toByteArray(),
                Edits.join(packets));
        System.arraycopy(Edits.u32le(Ogg.checksum(page)), 0, page, 22, 4);
        return page;
    }

    private static byte[] filled(int n) {
        var bytes = new byte[n];
        java.util.Arrays.fill(bytes, (byte) 255);
        return bytes;
    }

    @Test
    void ffmpeg_reads_the_label_and_the_same_packets() throws Exception {
        for (String[] kind :
                new String[][] {{".ogg", "-c:a", "libvorbis"}, {".opus", "-c:a", "libopus"}, {".oga", "-c:a", "flac"}
                }) {
            Path sound = Tools.sound(folder.resolve("sound" + kind[0]), kind[1], kind[2]);
            Path out = folder.resolve("out" + kind[0]);
            labels.write(sound, out, LABEL);

            assertThat(Tools.tags(out))
                    .as(kind[2])
                    .contains("AIGC=" + LABEL.json())
                    .contains("A kept title");
            assertThat(Tools.packets(out)).as(kind[2]).isEqualTo(Tools.packets(sound));
        }
    }

    @Test
    void ffmpeg_reads_the_label_of_a_film_and_of_speech() throws Exception {
        Path film = Tools.film(folder.resolve("film.ogv"), "-c:v", "libtheora", "-c:a", "libvorbis");
        Path speech = Tools.sound(folder.resolve("speech.spx"), "-ar", "16000", "-c:a", "libspeex");
        for (Path in : List.of(film, speech)) {
            Path out = folder.resolve("out-" + in.getFileName());
            labels.write(in, out, LABEL);

            assertThat(Tools.tags(out)).as("%s", in).contains("AIGC=" + LABEL.json());
            assertThat(Tools.packets(out)).as("%s", in).isEqualTo(Tools.packets(in));
        }
    }
}
