package zhiheng.office.duties;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import zhiheng.packs.LegalDays;

/** The questions that reminders and the first page ask of all duties. */
class DutyQueryTest {
    private static final LegalDays TODAY = LegalDays.on(LocalDate.of(2026, 11, 30));

    @Test
    void what_is_due_is_what_law_asks_and_nobody_has_done() {
        var due = DutyQuery.dueBefore(TODAY, 20);
        assertThat(due.pending()).isTrue();
        assertThat(due.law()).isTrue();
        assertThat(due.dueBefore()).isEqualTo(TODAY);
        assertThat(due.dueFrom()).isNull();
        assertThat(due.limit()).isEqualTo(20);
        assertThat(due.by()).isEqualTo(DutyQuery.By.DAY);
        assertThat(due.state()).as("overdue is no stored state").isNull();
    }

    @Test
    void what_is_soon_due_begins_with_the_day_it_is_asked_from() {
        var soon = DutyQuery.dueBetween(TODAY, TODAY.plusDays(30), 20);
        assertThat(soon.dueFrom()).isEqualTo(TODAY);
        assertThat(soon.dueBefore()).isEqualTo(TODAY.plusDays(30));
        assertThat(soon.law()).isTrue();
    }

    @Test
    void what_the_law_will_ask_has_no_last_day_yet() {
        var coming = DutyQuery.startingAfter(TODAY, 20);
        assertThat(coming.startsAfter()).isEqualTo(TODAY);
        assertThat(coming.dueBefore()).isNull();
        assertThat(coming.pending()).isTrue();
    }

    @Test
    void ones_own_is_the_same_question_of_one_person() {
        var all = DutyQuery.dueBetween(TODAY, TODAY.plusDays(30), 20);
        var own = all.of("li");
        assertThat(own.assignee()).isEqualTo("li");
        assertThat(all.assignee()).isNull();
        assertThat(own).usingRecursiveComparison().ignoringFields("assignee").isEqualTo(all);
    }
}
