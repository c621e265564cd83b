package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Await;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Records;
import zhiheng.gateway.journal.InteractionStore;
import zhiheng.gateway.journal.Journal;
import zhiheng.gateway.journal.Position;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.WhenStoreIsDown;

/** A gateway whose records go through a real journal to a store that fails, or stands still. */
class StoreDownTest {
    private static final Journal.Settings SETTINGS =
            new Journal.Settings(40_000, 120_000, Duration.ofMillis(5), Duration.ofMillis(1));

    @TempDir
    Path folder;

    private final House house = House.withOneStub();
    private final Shelf store = new Shelf();
    private Journal journal;

    private static final class Shelf implements InteractionStore {
        private final List<String> ids = new ArrayList<>();
        private Position position = Position.START;
        volatile boolean down;
        volatile CountDownLatch gate = new CountDownLatch(0);
        final Semaphore standing = new Semaphore(0);

        @Override
        public synchronized Position position() {
            return position;
        }

        @Override
        public void insert(List<Interaction> interactions, Map<String, byte[]> contents, Position next)
                throws Exception {
            if (gate.getCount() > 0) {
                standing.release();
                gate.await();
            }
            if (down) {
                throw new Exception("down");
            }
            synchronized (this) {
                interactions.forEach(i -> ids.add(i.id()));
                position = next;
            }
        }

        synchronized List<String> ids() {
            return List.copyOf(ids);
        }
    }

    @BeforeEach
    void open() throws Exception {
        journal = new Journal(folder, SETTINGS, store, batch -> {});
        house.journal = journal;
    }

    @AfterEach
    void close() {
        store.gate.countDown();
        house.close();
        journal.close();
    }

    private HttpResponse<String> call() {
        return house.post("/v1/chat/completions", "{\"model\":\"m\",\"messages\":[]}");
    }

    private static String id(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Zhiheng-Interaction").orElseThrow();
    }

    private void permit(WhenStoreIsDown when) {
        Permit permit = house.permit();
        var t = permit.terms();
        house.permits.change(
                permit.with(new Terms(
                        t.explicitLabel(),
                        t.implicitLabel(),
                        t.producer(),
                        t.inspectors(),
                        t.actions(),
                        t.keepContentDays(),
                        t.keepRecordDays(),
                        when,
                        t.onAlert())),
                "test",
                "store");
    }

    @Test
    void where_the_permit_buffers_calls_pass_while_the_store_is_down_and_arrive_once_when_it_is_back()
            throws Exception {
        permit(WhenStoreIsDown.SERVE_AND_BUFFER);
        store.down = true;
        var served = new ArrayList<String>();
        served.add(id(call()));
        Await.until("the store is known to be down", () -> journal.state() == Records.State.BUFFERED);
        for (int i = 0; i < 20; i++) {
            var answer = call();
            assertThat(answer.statusCode()).isEqualTo(200);
            served.add(id(answer));
        }
        assertThat(store.ids()).isEmpty();
        store.down = false;
        Await.until("the records have arrived", () -> store.ids().size() >= served.size());
        assertThat(store.ids()).isEqualTo(served);
    }

    @Test
    void where_the_permit_refuses_no_call_passes_while_the_store_is_down_and_the_refusals_are_recorded_too()
            throws Exception {
        permit(WhenStoreIsDown.REFUSE);
        store.down = true;
        var all = new ArrayList<String>();
        all.add(id(call()));
        Await.until("the store is known to be down", () -> journal.state() == Records.State.BUFFERED);
        house.stub().bodies.clear();
        for (int i = 0; i < 5; i++) {
            var answer = call();
            assertThat(answer.statusCode()).isEqualTo(Clause.STORE_DOWN.status());
            assertThat(answer.body()).contains(Clause.STORE_DOWN.id());
            all.add(id(answer));
        }
        assertThat(house.stub().bodies).isEmpty();
        store.down = false;
        Await.until("all is stored again", () -> journal.state() == Records.State.STORED);
        assertThat(call().statusCode()).isEqualTo(200);
        Await.until("the records have arrived", () -> store.ids().size() > all.size());
        assertThat(store.ids()).startsWith(all.toArray(String[]::new)).doesNotHaveDuplicates();
    }

    @Test
    void a_store_that_stands_still_holds_no_call_up_and_when_too_much_waits_no_call_passes() throws Exception {
        permit(WhenStoreIsDown.SERVE_AND_BUFFER);
        var still = new CountDownLatch(1);
        store.gate = still;
        var all = new ArrayList<String>();
        all.add(id(call()));
        store.standing.acquire();
        HttpResponse<String> answer;
        do {
            answer = call();
            all.add(id(answer));
        } while (answer.statusCode() == 200 && all.size() < 2_000);
        assertThat(answer.body()).contains(Clause.STORE_DOWN.id());
        assertThat(journal.state()).isEqualTo(Records.State.FULL);
        assertThat(health()).isEqualTo(503);
        assertThat(all.size()).as("served before").isGreaterThan(50);
        still.countDown();
        Await.until("the records have arrived", () -> store.ids().size() >= all.size());
        assertThat(store.ids()).isEqualTo(all);
        Await.until("all is stored again", () -> journal.state() == Records.State.STORED);
        assertThat(call().statusCode()).isEqualTo(200);
        assertThat(health()).isEqualTo(200);
    }

    private int health() {
        return house.send(HttpRequest.newBuilder(house.uri("/health")).GET()).statusCode();
    }
}
