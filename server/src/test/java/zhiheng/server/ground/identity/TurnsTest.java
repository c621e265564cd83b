package zhiheng.server.ground.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zhiheng.base.testing.Await;

@Timeout(30)
class TurnsTest {
    private final Turns turns = new Turns();
    private final List<String> served = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = new ArrayList<>();

    private void wants(String site) {
        var thread = Thread.ofVirtual().start(() -> {
            turns.take(site);
            served.add(site);
        });
        threads.add(thread);
        Await.until(
                "it waits or has its turn",
                () -> thread.getState() != Thread.State.NEW
                        && (thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TERMINATED));
    }

    @Test
    void a_flood_from_one_address_waits_for_itself_and_a_person_elsewhere_is_next() throws Exception {
        for (int i = 0; i < 9; i++) {
            wants("flood");
        }
        Await.until("the first of the flood", () -> served.size() == 1);
        wants("person");
        Await.until("the person", () -> served.size() == 2);
        assertThat(served).as("at once").containsExactly("flood", "person");
        wants("third");
        assertThat(served).as("two at once").hasSize(2);
        turns.give("flood");
        Await.until("one more of the flood, which came before", () -> served.size() == 3);
        turns.give("flood");
        Await.until("then the third, before the rest of the flood", () -> served.size() == 4);
        assertThat(served).containsExactly("flood", "person", "flood", "third");
        wants("flood");
        assertThatThrownBy(() -> turns.take("flood")).isInstanceOf(TooManyAttempts.class);
        turns.give("person");
        for (int i = 5; i <= 12; i++) {
            int left = i;
            Await.until("the next of the flood", () -> served.size() >= left);
            turns.give("flood");
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(served).hasSize(12);
    }
}
