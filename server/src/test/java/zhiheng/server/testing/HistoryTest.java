package zhiheng.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import zhiheng.server.testing.History.Read;
import zhiheng.server.testing.History.Refused;
import zhiheng.server.testing.History.Swap;
import zhiheng.server.testing.History.Unknown;

/** The eye itself: what it must see, and what it must let pass. */
class HistoryTest {
    private final History history = new History();

    private boolean holds() {
        return history.wrong(Map.of("k", "0")).isEmpty();
    }

    private void note(History.Op op) {
        history.note("k", op, System.nanoTime());
    }

    @Test
    void one_after_another_passes() {
        note(new Read("0"));
        note(new Swap("0", "1"));
        note(new Refused("0"));
        note(new Read("1"));
        assertThat(holds()).isTrue();
    }

    @Test
    void a_read_of_what_stood_there_before_an_answered_change_is_seen() {
        note(new Swap("0", "1"));
        note(new Read("0"));
        assertThat(holds()).isFalse();
    }

    @Test
    void two_who_both_changed_the_same_are_seen() {
        long begun = System.nanoTime();
        history.note("k", new Swap("0", "1"), begun);
        history.note("k", new Swap("0", "2"), begun);
        assertThat(holds()).isFalse();
    }

    @Test
    void an_acknowledged_change_that_is_gone_is_seen() {
        note(new Swap("0", "1"));
        note(new Swap("1", "2"));
        note(new Read("1"));
        assertThat(holds()).isFalse();
    }

    @Test
    void at_the_same_time_either_order_passes() {
        long begun = System.nanoTime();
        history.note("k", new Read("1"), begun);
        history.note("k", new Read("0"), begun);
        history.note("k", new Swap("0", "1"), begun);
        assertThat(holds()).isTrue();
    }

    @Test
    void what_was_never_answered_may_come_late_or_never_but_not_before_it_was_asked() {
        note(new Unknown("0", "1"));
        note(new Read("0"));
        note(new Read("1"));
        assertThat(holds()).isTrue();
        var early = new History();
        early.note("k", new Read("1"), System.nanoTime());
        early.note("k", new Unknown("0", "1"), System.nanoTime());
        assertThat(early.wrong(Map.of("k", "0"))).singleElement().asString().startsWith("k: ");
    }
}
