package zhiheng.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NoteKeyTest {
    // The example of golang.org/x/mod/sumdb/note, from which C2SP signed-note comes.
    private static final String GO_SIGNER =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String GO_VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String GO_TEXT =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private static final String GO_NOTE = GO_TEXT
            + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    @Test
    void the_go_example_is_signed_to_the_same_bytes() {
        assertThat(NoteKey.signer(GO_SIGNER, GO_VERIFIER).sign(GO_TEXT)).isEqualTo(GO_NOTE);
    }

    @Test
    void the_go_example_is_verified() {
        assertThat(NoteKey.verifier(GO_VERIFIER).open(GO_NOTE)).isEqualTo(GO_TEXT);
    }

    @Test
    void a_new_key_survives_its_texts() throws Exception {
        var key = NoteKey.generate("zhiheng.example/log");
        var again = NoteKey.signer(key.signerText(), key.verifierText());
        assertThat(NoteKey.verifier(key.verifierText()).open(again.sign("text\n")))
                .isEqualTo("text\n");
    }

    @Test
    void a_witnesss_signature_beside_ours_does_no_harm() {
        var witness = NoteKey.generate("witness.example");
        String cosigned = GO_NOTE + witness.sign(GO_TEXT).substring(GO_TEXT.length() + 1);
        assertThat(NoteKey.verifier(GO_VERIFIER).open(cosigned)).isEqualTo(GO_TEXT);
        assertThat(NoteKey.verifier(witness.verifierText()).open(cosigned)).isEqualTo(GO_TEXT);
    }

    @Test
    void a_note_with_one_character_changed_is_refused() {
        var verifier = NoteKey.verifier(GO_VERIFIER);
        for (int i = 0; i < GO_NOTE.length(); i++) {
            String changed = GO_NOTE.substring(0, i) + (char) (GO_NOTE.charAt(i) ^ 1) + GO_NOTE.substring(i + 1);
            assertThatThrownBy(() -> verifier.open(changed)).as(changed).isInstanceOf(LedgerException.class);
        }
    }

    @Test
    void a_key_with_one_character_changed_is_refused() {
        for (int i = 0; i < GO_VERIFIER.length(); i++) {
            String changed =
                    GO_VERIFIER.substring(0, i) + (char) (GO_VERIFIER.charAt(i) ^ 1) + GO_VERIFIER.substring(i + 1);
            assertThatThrownBy(() -> NoteKey.verifier(changed)).as(changed).isInstanceOf(LedgerException.class);
        }
    }

    @Test
    void a_name_that_would_break_the_note_is_refused() {
        for (String name : List.of("", "two words", "a+b", "line\nbreak")) {
            assertThatThrownBy(() -> NoteKey.generate(name)).hasMessageContaining("origin");
        }
    }

    @Test
    void a_checkpoint_of_another_shape_is_refused() {
        for (String text : List.of(
                "",
                "o\n",
                "o\n1\n",
                "o\n-1\nAAAA\n",
                "o\n01\nAAAA\n",
                "o\n1\nAAAA\n",
                "\n1\n\n",
                "o\n99999999999999999999\nAAAA\n")) {
            assertThatThrownBy(() -> Checkpoint.parse(text)).as(text).isInstanceOf(LedgerException.class);
        }
    }
}
