package zhiheng.provenance.c2pa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Clock;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Refusal;
import zhiheng.provenance.c2pa.C2paReport.Verdict;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.carrier.Carriers;
import zhiheng.provenance.c2pa.status.StatusCode;

/** Text that bears its manifest in itself, unseen (C2PA 2.4, A.8). */
class PlainTextTest {
    private static final String WORDS = "Café crème, 潮水涨落。☺\ufe0f\nA second line.\n";
    private static final C2paReader READER = new C2paReader(TestKeys.MADE.trust(), Clock.systemUTC());
    private static final C2paSigner SIGNER =
            new C2paSigner(TestKeys.MADE.issue("ES256").signing(), Clock.systemUTC());

    @TempDir
    Path folder;

    private String signed(String words) throws Exception {
        var out = folder.resolve("signed.txt");
        SIGNER.sign(Files.writeString(folder.resolve("a.txt"), words), out, Claimed.generated("1"));
        return Files.readString(out);
    }

    private C2paReport read(String text) throws Exception {
        return READER.read(Files.writeString(folder.resolve("read.txt"), text));
    }

    /** As A.8 writes it, by its numbers and not by the code under test. */
    private static String selectors(byte[] bytes) {
        var text = new StringBuilder();
        for (byte one : bytes) {
            int value = one & 0xff;
            text.append(value < 0x10 ? Character.toString(0xFE00 + value) : Character.toString(0xE00F0 + value));
        }
        return text.toString();
    }

    private static byte[] store(String text) throws Exception {
        return Carriers.TEXT
                .carrier()
                .find(Asset.of(text.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow()
                .bytes();
    }

    @Test
    void words_stay_as_they_are_and_the_manifest_stands_unseen_behind_them() throws Exception {
        var signed = signed(WORDS);
        assertThat(signed)
                .startsWith(WORDS + "\ufeff" + selectors("C2PATXT\0\u0001".getBytes(StandardCharsets.US_ASCII)));
        assertThat(signed.replaceAll("[\\x{feff}\\x{fe00}-\\x{fe0f}\\x{e0100}-\\x{e01ef}]", ""))
                .isEqualTo(WORDS.replace("\ufe0f", ""));
        var report = read(signed);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.TRUSTED);
        assertThat(report.mediaType()).isEqualTo("text/plain");
        assertThat(report.manifests().getFirst().saysGenerated()).isTrue();
        var wrapper = signed.substring(WORDS.length()).getBytes(StandardCharsets.UTF_8);
        assertThat(wrapper).hasSize(3 + (13 + store(signed).length) * 4 + 6);
    }

    @Test
    void what_was_put_in_comes_out_whatever_bytes_it_has() throws Exception {
        var chance = new Random(3);
        var asset = Asset.of(WORDS.getBytes(StandardCharsets.UTF_8));
        for (int length = 0; length < 300; length++) {
            var store = new byte[length];
            chance.nextBytes(store);
            var file = Carriers.TEXT.carrier().plan(asset).lay(store).file();
            assertThat(store(new String(file.bytes(0, file.size()), StandardCharsets.UTF_8)))
                    .isEqualTo(store);
        }
        assertThat(store("words\ufeff"
                        + selectors("C2PATXT\0\u0001\0\0\0\u0003abc".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("abc".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void the_same_words_in_another_form_of_unicode_are_the_same_and_other_words_are_not() throws Exception {
        var signed = signed(WORDS);
        var decomposed = Normalizer.normalize(signed, Normalizer.Form.NFD);
        assertThat(decomposed).isNotEqualTo(signed);
        assertThat(read(decomposed).verdict()).isEqualTo(Verdict.TRUSTED);
        assertThat(signed(Normalizer.normalize(WORDS, Normalizer.Form.NFD))).startsWith(WORDS + "\ufeff");

        var changed = read(signed.replace("second", "Second"));
        assertThat(changed.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(changed.manifests().getFirst().has(StatusCode.DATA_HASH_MISMATCH))
                .isTrue();
        var behind = read(signed + "and more");
        assertThat(behind.manifests().getFirst().has(StatusCode.DATA_HASH_MISMATCH))
                .isTrue();
    }

    /** The manifest names the place of its wrapper; where another number of bytes stands before it, that is not its place. */
    @Test
    void a_text_whose_length_changed_has_a_binding_that_does_not_name_its_wrapper() throws Exception {
        var report = read("More. " + signed(WORDS));
        assertThat(report.verdict()).isEqualTo(Verdict.MALFORMED);
        assertThat(report.manifests().getFirst().has(StatusCode.DATA_HASH_MALFORMED))
                .isTrue();
    }

    private void told(String text, StatusCode code) throws Exception {
        var report = read(text);
        assertThat(report.verdict()).isEqualTo(Verdict.MALFORMED);
        assertThat(report.manifests().getFirst().statuses()).hasSize(1);
        assertThat(report.manifests().getFirst().has(code)).isTrue();
    }

    @Test
    void a_wrapper_that_is_cut_or_unknown_and_one_too_many_have_their_codes() throws Exception {
        var signed = signed(WORDS);
        UnaryOperator<String> unknown =
                text -> text.replace(selectors(new byte[] {0, 1}), selectors(new byte[] {0, 9}));
        told(signed.substring(0, WORDS.length() + 400), StatusCode.TEXT_CORRUPTED_WRAPPER);
        told(signed.substring(0, WORDS.length() + 20), StatusCode.TEXT_CORRUPTED_WRAPPER);
        told(unknown.apply(signed), StatusCode.TEXT_CORRUPTED_WRAPPER);
        told(signed + signed.substring(WORDS.length()), StatusCode.TEXT_MULTIPLE_WRAPPERS);
        assertThat(READER.read(Files.writeString(
                                folder.resolve("b.txt"), unknown.apply(signed).substring(WORDS.length()) + signed))
                        .verdict())
                .as("a damaged one beside a good one is text like any other")
                .isNotIn(Verdict.TRUSTED, Verdict.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "words",
                "\ufeffwords with a mark of their order",
                "a smile ☺\ufe0f",
                "\ufeff\ufe0f\ufe0f",
                "C2PATXT"
            })
    void text_without_a_wrapper_has_no_manifest(String words) throws Exception {
        assertThat(read(words).verdict()).isEqualTo(Verdict.NONE);
    }

    @Test
    void a_text_signed_again_has_one_wrapper_and_the_old_manifest_as_parent() throws Exception {
        var again = signed(signed(WORDS));
        assertThat(again).startsWith(WORDS + "\ufeff").doesNotContain("\ufeff\ufeff");
        var report = read(again);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.TRUSTED);
        assertThat(report.manifests()).hasSize(2);
    }

    @Test
    void other_ways_of_text_are_refused_by_their_names() throws Exception {
        var html = Files.writeString(folder.resolve("a.html"), "<!DOCTYPE html><p>words");
        assertThat(READER.read(html).trouble().orElseThrow().en()).contains("A.7");
        assertThatThrownBy(() -> SIGNER.sign(html, folder.resolve("out"), Claimed.generated("1")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("A.7");
        var code = Files.writeString(
                folder.resolve("a.py"), "# -----BEGIN C2PA MANIFEST----- x -----END C2PA MANIFEST-----\n");
        assertThat(READER.read(code).trouble().orElseThrow().en()).contains("A.9");
        assertThat(READER.read(Files.write(folder.resolve("b.txt"), new byte[] {'a', (byte) 0xe4, 'b'}))
                        .verdict())
                .isEqualTo(Verdict.UNREADABLE);
    }
}
