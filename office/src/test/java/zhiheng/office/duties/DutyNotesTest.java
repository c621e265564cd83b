package zhiheng.office.duties;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.office.duties.DutyNote.Kind.COMMENT;
import static zhiheng.office.duties.DutyNote.Kind.EXEMPTION;
import static zhiheng.office.duties.DutyNote.Kind.INFORMATION;
import static zhiheng.office.testing.TestOffice.refused;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.people.Actor;
import zhiheng.office.testing.TestOffice;

class DutyNotesTest {
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

    DutyNote say(Actor actor, String duty, DutyNote.Kind kind) {
        return test.office().notes().say(actor, id, duty, kind, "of Li Ming");
    }

    @Test
    void a_provider_asks_for_an_exemption_and_an_officer_finds_it_waiting_until_it_is_closed() {
        var asked = say(test.provider, "T-SOFT", EXEMPTION);
        assertThat(test.office().notes().waiting(test.officer, 10)).containsExactly(asked);
        assertThat(test.office().notes().waiting(test.provider, 10)).isEmpty();
        test.office().notes().close(test.officer, id, asked.id());
        assertThat(test.office().notes().waiting(test.officer, 10)).isEmpty();
        refused(Kind.CONFLICT, () -> test.office().notes().close(test.officer, id, asked.id()));
    }

    @Test
    void what_cannot_be_waived_cannot_be_asked_for() {
        refused(Kind.INVALID, () -> say(test.provider, "T-FIRM", EXEMPTION));
        refused(Kind.FORBIDDEN, () -> say(test.officer, "T-SOFT", EXEMPTION));
    }

    @Test
    void only_an_authority_asks_for_information_and_only_the_provider_concerned_sees_it() {
        refused(Kind.FORBIDDEN, () -> say(test.provider, "T-FIRM", INFORMATION));
        var asked = say(test.officer, "T-FIRM", INFORMATION);
        assertThat(test.office().notes().waiting(test.provider, 10)).containsExactly(asked);
        assertThat(test.office().notes().waiting(test.rival, 10)).isEmpty();
        test.office().notes().close(test.provider, id, asked.id());
        assertThat(test.office().notes().of(test.auditor, id, "T-FIRM"))
                .singleElement()
                .satisfies(n -> assertThat(n.closedAt()).isNotNull());
    }

    @Test
    void a_comment_waits_for_nobody_and_others_neither_read_nor_write() {
        var comment = say(test.provider, "T-SOFT", COMMENT);
        refused(Kind.CONFLICT, () -> test.office().notes().close(test.officer, id, comment.id()));
        refused(Kind.NOT_FOUND, () -> say(test.rival, "T-SOFT", COMMENT));
        refused(Kind.NOT_FOUND, () -> test.office().notes().of(test.rival, id, "T-SOFT"));
        refused(Kind.FORBIDDEN, () -> say(test.auditor, "T-SOFT", COMMENT));
    }

    @Test
    void the_ledger_holds_a_digest_of_what_was_said() {
        say(test.provider, "T-SOFT", EXEMPTION);
        assertThat(test.ledger().entry(test.ledger().size() - 1).bodyJson())
                .contains("\"kind\":\"exemption\"", "text\":{\"saltedSha256")
                .doesNotContain("Li Ming");
    }
}
