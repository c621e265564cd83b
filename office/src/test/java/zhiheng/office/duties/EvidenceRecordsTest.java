package zhiheng.office.duties;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.office.testing.TestOffice.refused;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.people.Actor;
import zhiheng.office.registry.DutyState;
import zhiheng.office.testing.TestOffice;

class EvidenceRecordsTest {
    private static final String SHA256_OF_PROOF = Sha256.of("proof");

    @TempDir
    Path folder;

    TestOffice test;
    String id;

    @BeforeEach
    void open() {
        test = new TestOffice(folder);
        id = test.register("S", "hiring");
    }

    @AfterEach
    void close() {
        test.close();
    }

    static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    Evidence add(Actor actor, @Nullable String link, @Nullable String fileName, @Nullable InputStream content) {
        return test.office().evidence().add(actor, id, "T-FIRM", "Report", link, fileName, content, null);
    }

    @Test
    void a_file_is_kept_by_its_digest_and_read_by_all_who_see_the_system() throws Exception {
        var evidence = add(test.provider, null, "../../etc/p.pdf", bytes("proof"));
        assertThat(evidence.fileName()).isEqualTo("p.pdf");
        assertThat(evidence.size()).isEqualTo(5);
        assertThat(evidence.sha256()).isEqualTo(SHA256_OF_PROOF);
        assertThat(evidence.ledgerIndex()).isEqualTo(test.ledger().size() - 1);
        var file = folder.resolve("evidence")
                .resolve(SHA256_OF_PROOF.substring(0, 2))
                .resolve(SHA256_OF_PROOF);
        assertThat(file).hasContent("proof");
        try (var in = test.office().evidence().content(test.auditor, evidence.id())) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("proof");
        }
        refused(Kind.NOT_FOUND, () -> test.office().evidence().content(test.rival, evidence.id()));
        refused(Kind.NOT_FOUND, () -> test.office().evidence().one(test.rival, evidence.id()));
        refused(Kind.NOT_FOUND, () -> test.office().evidence().one(test.admin, "none"));
    }

    @Test
    void a_link_has_no_file() {
        var evidence = add(test.provider, "https://example.org/r", null, null);
        assertThat(evidence.sha256()).isEqualTo(Sha256.of("https://example.org/r"));
        refused(Kind.INVALID, () -> test.office().evidence().content(test.provider, evidence.id()));
    }

    @Test
    void either_a_file_or_a_link_is_wanted() {
        refused(Kind.INVALID, () -> add(test.provider, null, null, null));
        refused(Kind.INVALID, () -> add(test.provider, "https://example.org/r", "r.pdf", bytes("proof")));
        refused(Kind.INVALID, () -> add(test.provider, "javascript:alert(1)", null, null));
    }

    @Test
    void the_same_evidence_twice_is_kept_once() {
        var first = add(test.provider, null, "p.pdf", bytes("proof"));
        var size = test.ledger().size();
        assertThat(add(test.provider, null, "again.pdf", bytes("proof")).id()).isEqualTo(first.id());
        assertThat(test.ledger().size()).isEqualTo(size);
        assertThat(add(test.provider, null, "p.pdf", bytes("other")).id()).isNotEqualTo(first.id());
    }

    @Test
    void an_empty_file_and_one_too_large_are_refused_and_leave_no_trace() throws Exception {
        refused(Kind.INVALID, () -> add(test.provider, null, "p", bytes("")));
        var large = new ByteArrayInputStream(new byte[EvidenceFiles.MAX_BYTES + 1]);
        refused(Kind.INVALID, () -> add(test.provider, null, "p", large));
        try (var files = Files.walk(folder.resolve("evidence"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void who_may_not_change_stores_no_file() {
        refused(Kind.FORBIDDEN, () -> add(test.auditor, null, "p", bytes("proof")));
        refused(Kind.NOT_FOUND, () -> add(test.rival, null, "p", bytes("proof")));
        refused(
                Kind.INVALID,
                () -> test.office()
                        .evidence()
                        .add(test.provider, id, "T-NONE", "Report", null, "p", bytes("proof"), null));
        assertThat(folder.resolve("evidence")).doesNotExist();
    }

    @Test
    void one_policy_serves_several_duties_with_an_entry_of_the_ledger_for_each() {
        var evidence = add(test.provider, null, "policy.pdf", bytes("proof"));
        test.office().evidence().serve(test.provider, evidence.id(), java.util.List.of("T-SOFT"));
        test.office().duties().set(test.provider, id, "T-SOFT", DutyState.MET, "", null, "", 0);
        assertThat(test.state(id, "T-SOFT")).isEqualTo(DutyState.MET);
        assertThat(test.duty(id, "T-SOFT").evidence()).singleElement().satisfies(e -> {
            assertThat(e.sha256()).isEqualTo(SHA256_OF_PROOF);
            assertThat(e.ledgerIndex()).isNotEqualTo(evidence.ledgerIndex());
        });
        refused(
                Kind.INVALID,
                () -> test.office().evidence().serve(test.provider, evidence.id(), java.util.List.of("T-NONE")));
    }

    @Test
    void one_policy_serves_duties_of_several_systems_all_or_none() {
        var other = test.register("Other", "hiring");
        var evidence = add(test.provider, null, "policy.pdf", bytes("proof"));
        var size = test.ledger().size();
        var both = List.of(
                new EvidenceRecords.Served(id, "T-SOFT"),
                new EvidenceRecords.Served(other, "T-FIRM"),
                new EvidenceRecords.Served(id, "T-FIRM")); // which it serves already
        test.office().evidence().serveAll(test.provider, evidence.id(), both);
        assertThat(test.ledger().size()).isEqualTo(size + 2);
        assertThat(test.duty(other, "T-FIRM").evidence())
                .singleElement()
                .satisfies(e -> assertThat(e.sha256()).isEqualTo(SHA256_OF_PROOF));
        var wrong = List.of(new EvidenceRecords.Served(other, "T-SOFT"), new EvidenceRecords.Served(other, "T-NONE"));
        refused(Kind.INVALID, () -> test.office().evidence().serveAll(test.provider, evidence.id(), wrong));
        assertThat(test.duty(other, "T-SOFT").evidence()).isEmpty();
        var many = Collections.nCopies(501, new EvidenceRecords.Served(id, "T-SOFT"));
        refused(Kind.INVALID, () -> test.office().evidence().serveAll(test.provider, evidence.id(), many));
        refused(Kind.FORBIDDEN, () -> test.office().evidence().serveAll(test.auditor, evidence.id(), both));
        refused(Kind.NOT_FOUND, () -> test.office().evidence().serveAll(test.rival, evidence.id(), both));
    }

    @Test
    void all_records_of_a_content_are_withdrawn_and_erased_together() {
        var other = test.register("Other", "hiring");
        var evidence = add(test.provider, null, "policy.pdf", bytes("proof"));
        test.office()
                .evidence()
                .serveAll(test.provider, evidence.id(), List.of(new EvidenceRecords.Served(other, "T-FIRM")));
        var second = test.duty(other, "T-FIRM").evidence().getFirst().id();
        test.office().evidence().withdraw(test.provider, second, "first", false);
        var all = List.of(evidence.id(), second);
        test.office().evidence().withdrawAll(test.provider, all, "outdated", false);
        refused(Kind.CONFLICT, () -> test.office().evidence().withdrawAll(test.provider, all, "again", false));
        var file = folder.resolve("evidence")
                .resolve(SHA256_OF_PROOF.substring(0, 2))
                .resolve(SHA256_OF_PROOF);
        assertThat(file).exists();
        test.office().evidence().withdrawAll(test.provider, all, "asked to", true);
        assertThat(file).doesNotExist();
        assertThat(test.office().evidence().one(test.provider, second).erased()).isTrue();
        refused(Kind.CONFLICT, () -> test.office().evidence().withdrawAll(test.provider, all, "again", true));
    }

    @Test
    void withdrawn_evidence_shows_nothing_any_more_and_leaves_a_trace() {
        var evidence = add(test.provider, null, "wrong.pdf", bytes("proof"));
        test.office().duties().set(test.provider, id, "T-FIRM", DutyState.MET, "", null, "", 0);
        refused(Kind.INVALID, () -> test.office().evidence().withdraw(test.provider, evidence.id(), " ", false));
        refused(Kind.NOT_FOUND, () -> test.office().evidence().withdraw(test.rival, evidence.id(), "x", false));
        test.office().evidence().withdraw(test.provider, evidence.id(), "of Li Ming", false);
        assertThat(test.state(id, "T-FIRM")).isEqualTo(DutyState.GAP);
        assertThat(test.office().evidence().one(test.auditor, evidence.id()).title())
                .isEqualTo("Report");
        assertThat(test.ledger().entry(test.ledger().size() - 1).bodyJson())
                .contains("\"erased\":false", "reason\":{\"saltedSha256")
                .doesNotContain("Li Ming");
        refused(Kind.CONFLICT, () -> test.office().evidence().withdraw(test.provider, evidence.id(), "again", false));
    }

    /** The same file under two duties goes only with the last of them. */
    @Test
    void erasing_takes_the_file_and_the_names_and_keeps_the_digest() {
        var evidence = add(test.provider, null, "passport.pdf", bytes("proof"));
        test.office().evidence().serve(test.provider, evidence.id(), java.util.List.of("T-SOFT"));
        var other = test.duty(id, "T-SOFT").evidence().getFirst();
        var file = folder.resolve("evidence")
                .resolve(SHA256_OF_PROOF.substring(0, 2))
                .resolve(SHA256_OF_PROOF);
        test.office().evidence().withdraw(test.provider, evidence.id(), "privacy", true);
        assertThat(file).exists();
        test.office().evidence().withdraw(test.provider, other.id(), "privacy", true);
        assertThat(file).doesNotExist();
        var left = test.office().evidence().one(test.provider, evidence.id());
        assertThat(left.title()).isEmpty();
        assertThat(left.fileName()).isNull();
        assertThat(left.sha256()).isEqualTo(SHA256_OF_PROOF);
        refused(Kind.INVALID, () -> test.office().evidence().content(test.provider, evidence.id()));
    }
}
