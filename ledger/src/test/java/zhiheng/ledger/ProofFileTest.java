package zhiheng.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofFileTest {
    @TempDir
    Path folder;

    private Ledger log;

    @BeforeEach
    void open() {
        log = Ledger.open(folder, "test.example/log");
        for (int i = 0; i < 7; i++) {
            log.append(new Entry(Instant.EPOCH, "li", "duty.set", "s" + i, "", "{\"n\":" + i + "}"));
        }
    }

    @AfterEach
    void close() {
        log.close();
    }

    private String file(long index) {
        var note = log.checkpoint();
        var size = Checkpoint.open(note, log.verifierKey()).size();
        return ProofFile.write(index, log.entryBytes(index), log.inclusionProof(index, size), note);
    }

    private LedgerVerifier.Report verified(String file) {
        return ProofFile.verify(file, log.verifierKey(), null);
    }

    @Test
    void the_proof_of_every_entry_holds_and_tells_what_the_entry_says() {
        for (int i = 0; i < 7; i++) {
            var report = verified(file(i));
            assertThat(report.ok()).isTrue();
            assertThat(report.size()).isEqualTo(7);
            assertThat(report.lines().getLast().text().en()).contains("\"subject\":\"s" + i + "\"");
        }
    }

    @Test
    void it_has_the_form_of_the_specification() {
        assertThat(file(3))
                .startsWith("c2sp.org/tlog-proof@v1\nextra ")
                .contains("\nindex 3\n")
                .endsWith(log.checkpoint())
                .contains("\n\ntest.example/log\n7\n");
    }

    @Test
    void another_entry_another_index_another_hash_and_another_key_are_refused() throws Exception {
        var file = file(3);
        var forged = Base64.getEncoder()
                .encodeToString("{\"act\":\"never\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(verified(file.replaceFirst("extra .*", "extra " + forged)).ok())
                .isFalse();
        assertThat(verified(file.replaceFirst("index 3", "index 2")).ok()).isFalse();
        var lines = file.lines().toList();
        assertThat(verified(file.replace(lines.get(3), lines.get(4))).ok()).isFalse();
        assertThat(verified(file.replace("\n7\n", "\n8\n")).ok()).isFalse();
        try (var other = Ledger.open(folder.resolve("other"), "test.example/log")) {
            assertThat(ProofFile.verify(file, other.verifierKey(), null).ok()).isFalse();
            assertThat(ProofFile.verify(file, log.verifierKey(), other.verifierKey())
                            .ok())
                    .as("no witness cosigned it")
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "c2sp.org/tlog-proof@v1\n",
                "c2sp.org/tlog-proof@v1\n\n",
                "c2sp.org/tlog-proof@v1\nindex 0\n\nx",
                "c2sp.org/tlog-proof@v1\nextra !!\nindex 0\n\nx",
                "c2sp.org/tlog-proof@v1\nextra YQ==\nindex -1\n\nx",
                "c2sp.org/tlog-proof@v1\nextra YQ==\nindex 99999999999999999999\n\nx"
            })
    void what_is_no_proof_is_refused_in_words(String file) {
        var report = verified(file);
        assertThat(report.ok()).isFalse();
        assertThat(report.lines().getFirst().bad()).isTrue();
    }
}
