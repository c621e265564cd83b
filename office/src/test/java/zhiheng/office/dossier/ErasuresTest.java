package zhiheng.office.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.office.testing.TestOffice.refused;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.testing.TestOffice;

class ErasuresTest {
    @TempDir
    Path folder;

    private TestOffice test;
    private String id;

    @BeforeEach
    void open() {
        test = new TestOffice(folder);
        id = test.register("Hiring for Ms Li", "hiring");
    }

    @AfterEach
    void close() {
        test.close();
    }

    private void erase() {
        test.office().erasures().system(test.admin, id, "Hiring for Ms Li", tx -> {});
    }

    @Test
    void words_and_files_of_a_system_go_and_every_act_with_its_digest_stays() throws Exception {
        var office = test.office();
        var content = new ByteArrayInputStream("about Ms Li".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        var evidence = office.evidence().add(test.provider, id, "T-FIRM", "Ms Li", null, "li.txt", content, null);
        office.evidence().withdraw(test.provider, evidence.id(), "asked by Ms Li", false);
        var before = test.ledger().size();
        var withdrawn = before - 1;
        assertThat(office.registry().words(test.admin, withdrawn)).containsEntry("reason", "asked by Ms Li");
        office.archives().archive(test.provider, id, 1);
        erase();
        var system = office.registry().system(test.admin, id);
        assertThat(system.isErased()).isTrue();
        assertThat(system.name()).startsWith("erased ").doesNotContain("Li");
        assertThat(office.registry().words(test.admin, withdrawn)).isEmpty();
        assertThat(test.ledger().entry(withdrawn).bodyJson()).contains("saltedSha256");
        assertThat(office.evidence().one(test.admin, evidence.id()).title()).isEmpty();
        assertThat(office.evidence().one(test.admin, evidence.id()).sha256()).isEqualTo(evidence.sha256());
        try (var files = java.nio.file.Files.walk(folder.resolve("evidence"))) {
            assertThat(files.filter(java.nio.file.Files::isRegularFile)).isEmpty();
        }
        assertThat(test.ledger().size()).as("archived, erased").isEqualTo(before + 2);
        assertThat(test.ledger().entry(before + 1).act()).isEqualTo("system.erased");
        for (long i = 0; i < test.ledger().size(); i++) {
            assertThat(new String(test.ledger().entryBytes(i), java.nio.charset.StandardCharsets.UTF_8))
                    .doesNotContain("Ms Li");
        }
        assertThat(test.restart()).as("database and ledger agree").isZero();
    }

    @Test
    void only_an_administrator_erases_what_was_put_aside_before_and_its_name_typed_again() {
        var office = test.office();
        refused(Kind.CONFLICT, this::erase);
        office.archives().archive(test.provider, id, 1);
        refused(Kind.FORBIDDEN, () -> office.erasures().system(test.provider, id, "Hiring for Ms Li", tx -> {}));
        refused(Kind.FORBIDDEN, () -> office.erasures().system(test.officer, id, "Hiring for Ms Li", tx -> {}));
        refused(Kind.INVALID, () -> office.erasures().system(test.admin, id, "Hiring", tx -> {}));
        erase();
        refused(Kind.CONFLICT, this::erase);
        refused(Kind.CONFLICT, () -> office.archives().unarchive(test.provider, id, 3));
    }

    @Test
    void what_other_tables_hold_goes_in_the_same_transaction_or_nothing_does() {
        test.office().archives().archive(test.provider, id, 1);
        var asked = new AtomicInteger();
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> test.office().erasures().system(test.admin, id, "Hiring for Ms Li", tx -> {
                            asked.incrementAndGet();
                            throw new IllegalStateException("a table failed");
                        }))
                .hasMessage("a table failed");
        assertThat(asked).hasValue(1);
        assertThat(test.office().registry().system(test.admin, id).name()).isEqualTo("Hiring for Ms Li");
    }
}
