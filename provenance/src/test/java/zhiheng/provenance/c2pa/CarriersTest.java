package zhiheng.provenance.c2pa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.provenance.c2pa.C2paReport.Verdict;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.BadAsset;
import zhiheng.provenance.c2pa.status.StatusCode;

/** What a file holds stays what it was, whatever format; and a changed or damaged file is told, whatever was changed. */
class CarriersTest {
    private static final C2paReader READER = new C2paReader(TestKeys.MADE.trust(), Clock.systemUTC());
    private static final C2paSigner SIGNER =
            new C2paSigner(TestKeys.MADE.issue("ES256").signing(), Clock.systemUTC());

    @TempDir
    Path folder;

    private Path signed(String extension) throws Exception {
        var signed = folder.resolve("signed." + extension);
        SIGNER.sign(
                Samples.file(folder, extension), signed, Claimed.generated("1").titled("t"));
        return signed;
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "gif", "tif", "webp", "wav", "mp3", "flac", "m4a", "mp4", "mov", "avi"})
    void pictures_and_sounds_decode_as_before_signing_and_after_signing_again(String extension) throws Exception {
        var signed = signed(extension);
        var again = folder.resolve("again." + extension);
        SIGNER.sign(signed, again, Claimed.generated("1").after("c2pa.edited.metadata"));
        assertThat(READER.read(again).verdict()).isEqualTo(Verdict.TRUSTED);
        assertThat(READER.read(again).manifests()).hasSize(2);
        var before = decoded(folder.resolve("plain." + extension));
        assertThat(before).contains("0,");
        assertThat(decoded(signed)).isEqualTo(before);
        assertThat(decoded(again)).isEqualTo(before);
    }

    private String decoded(Path file) {
        return Samples.run("ffmpeg", folder, "-v", "error", "-i", file.toString(), "-f", "framemd5", "-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"heic", "avif"})
    void items_of_a_heif_file_decode_as_before(String extension) throws Exception {
        var signed = signed(extension);
        var again = folder.resolve("again." + extension);
        SIGNER.sign(signed, again, Claimed.generated("1"));
        var before = items(folder.resolve("plain." + extension));
        assertThat(items(signed)).isEqualTo(before);
        assertThat(items(again)).isEqualTo(before);
    }

    private byte[] items(Path file) throws Exception {
        var png = folder.resolve(file.getFileName() + ".png");
        boolean avif = file.toString().endsWith("avif");
        Samples.run(avif ? "avifdec" : "heif-convert", folder, file.toString(), png.toString());
        return Files.readAllBytes(png);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jpg", "png", "gif", "tif", "svg", "webp", "heic", "wav", "mp3", "flac", "mp4", "mov", "avi"})
    void a_byte_changed_anywhere_is_told_and_a_cut_file_is_no_crash(String extension) throws Exception {
        var bytes = Files.readAllBytes(signed(extension));
        var bent = folder.resolve("bent." + extension);
        var chance = new Random(7);
        for (int i = 0; i < 120; i++) {
            var copy = bytes.clone();
            int at = i < 40 ? i : chance.nextInt(copy.length);
            copy[at] ^= (byte) (1 << chance.nextInt(8));
            Files.write(bent, copy);
            var report = READER.read(bent);
            if (report.verdict() == Verdict.TRUSTED) { // what stands in no hash
                assertThat(free(extension, bytes, at))
                        .as("byte " + at + " of " + extension)
                        .isTrue();
            }
        }
        for (int i = 0; i < 40; i++) {
            Files.write(bent, Arrays.copyOf(bytes, i < 20 ? i * 3 : chance.nextInt(bytes.length)));
            assertThat(EnumSet.of(Verdict.TRUSTED, Verdict.VALID))
                    .doesNotContain(READER.read(bent).verdict());
        }
    }

    /** One bit of every byte, another one from byte to byte: all of them took half a minute and told no more. */
    @Test
    void no_byte_of_a_small_signed_file_changes_unseen() throws Exception {
        var plain = Files.write(folder.resolve("small.gif"), Samples.picture("gif", 4, 4));
        var signed = folder.resolve("signed.gif");
        SIGNER.sign(plain, signed, Claimed.generated("1").by("m").overseen(Oversight.PROMPT_GUIDED));
        var bytes = Files.readAllBytes(signed);
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] ^= (byte) (1 << (at % 8));
            Verdict verdict;
            try {
                verdict = READER.read(Asset.of(bytes)).verdict();
            } catch (BadAsset e) {
                verdict = Verdict.UNREADABLE;
            }
            assertThat(verdict).as("byte %s", at).isNotEqualTo(Verdict.TRUSTED);
            bytes[at] ^= (byte) (1 << (at % 8));
        }
    }

    /**
     * What stands in no hash: the brands in ftyp and the place of further boxes behind the name of the store's box; the number
     * of the boxes in a JPEG.
     */
    private static boolean free(String extension, byte[] bytes, int at) {
        int brands = ByteBuffer.wrap(bytes).getInt(0);
        return switch (extension) {
            case "jpg" -> at == 26 || at == 27;
            case "heic", "mp4", "mov" -> (at >= 8 && at < brands) || (at >= brands + 37 && at < brands + 45);
            default -> false;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp4", "heic"})
    void a_changed_box_is_a_mismatch_of_boxes(String extension) throws Exception {
        var file = signed(extension);
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length - 5] ^= 1;
        Files.write(file, bytes);
        assertThat(READER.read(file).manifests().getFirst().has(StatusCode.BMFF_HASH_MISMATCH))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp4"})
    void boxes_without_a_list_of_what_is_left_out_are_malformed(String extension) throws Exception {
        var bent = Bent.with(b -> {
            try {
                b.source = Files.readAllBytes(Samples.file(folder, extension));
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
            b.bmff = true;
            b.binding = bytes -> new String(bytes, StandardCharsets.ISO_8859_1)
                    .replace("jexclusions", "jexclusionS")
                    .getBytes(StandardCharsets.ISO_8859_1);
        });
        var file = bent.write(folder.resolve("bent.mp4"));
        assertThat(READER.read(file).manifests().getFirst().has(StatusCode.BMFF_HASH_MALFORMED))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp4", "mov"})
    void a_file_of_fragments_plays_as_before(String extension) throws Exception {
        var plain = Samples.file(folder, extension);
        var fragments = folder.resolve("fragments." + extension);
        Samples.ffmpeg(
                folder,
                "-i",
                plain.toString(),
                "-c",
                "copy",
                "-movflags",
                "frag_keyframe+empty_moov",
                fragments.toString());
        var signed = folder.resolve("signed." + extension);
        SIGNER.sign(fragments, signed, Claimed.generated("1"));
        assertThat(READER.read(signed).verdict()).isEqualTo(Verdict.TRUSTED);
        assertThat(decoded(signed)).isEqualTo(decoded(fragments));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg"})
    void the_original_and_the_target_may_be_one_file(String extension) throws Exception {
        var file = Samples.file(folder, extension);
        Files.copy(file, folder.resolve("kept"), StandardCopyOption.REPLACE_EXISTING);
        SIGNER.sign(file, file, Claimed.generated("1"));
        assertThat(READER.read(file).verdict()).isEqualTo(Verdict.TRUSTED);
        assertThat(READER.read(folder.resolve("kept")).verdict()).isEqualTo(Verdict.NONE);
        try (var left = Files.list(folder)) {
            assertThat(left.filter(f -> f.toString().endsWith(".part"))).isEmpty();
        }
    }
}
