package zhiheng.server.rooms.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zhiheng.base.Ids;
import zhiheng.base.Text;
import zhiheng.ledger.Ledger;
import zhiheng.office.acts.ActTx;
import zhiheng.office.acts.Agreement;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Transactions;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;

/** Sixteen writers share commits and appends, and the process is killed (SIGKILL) between two stages: no act is lost, doubled or out of order. */
@Timeout(180)
class OutboxKillTest {
    private static final int WRITERS = 16;
    private static final int BEFORE = 200;

    enum Stage {
        /** Some of those that share a commit have written, none is committed. */
        WRITTEN,
        /** Committed, not in the ledger. */
        COMMITTED,
        /** In the ledger, their places not known. */
        APPENDED,
        /** The places written, not committed. */
        PLACED,
        /** All done, nobody told. */
        DONE
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void killed_between_two_stages_every_act_that_was_told_of_is_there_once_and_in_order(Stage stage) throws Exception {
        var told = killedAt(stage);
        assertThat(told).hasSizeGreaterThan(BEFORE / 2);
        try (var start = new Start(folder)) {
            start.outbox.recover();
            var rows = start.store.read(tx -> start.store.in(tx).actsFrom(0, Integer.MAX_VALUE));
            var ids = rows.stream().map(row -> row.act().id()).toList();
            assertThat(ids).containsAll(told).isSorted(); // ids are given in the order of the transactions
            assertThat(start.ledger.size()).isEqualTo(ids.size());
            var wrong = new ArrayList<Text>();
            start.store.read(tx -> new Agreement(start.store.in(tx), start.ledger).compare(wrong::add));
            assertThat(wrong).isEmpty();
            var pending = start.store.read(tx -> start.store.in(tx).pendingActs());
            assertThat(pending).isEmpty();
        }
    }

    private List<String> killedAt(Stage stage) throws Exception {
        var errors = folder.resolveSibling(folder.getFileName() + "-errors");
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString(),
                        stage.name())
                .redirectError(errors.toFile())
                .start();
        var told = new ArrayList<String>();
        boolean reached = false;
        Thread.startVirtualThread(() -> killLate(child));
        try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = out.readLine()) != null) {
                if (line.equals(stage.name())) {
                    reached = true;
                    child.toHandle().destroyForcibly();
                } else if (line.length() == 32) { // a line may have been cut
                    told.add(line);
                }
            }
        }
        assertThat(child.waitFor()).as(Files.readString(errors)).isEqualTo(128 + 9);
        assertThat(reached).as("it came to the stage").isTrue();
        return told;
    }

    /** Reading what it prints waits for ever where the stage is never reached, whatever the test's own time limit. */
    private static void killLate(Process child) {
        try {
            if (!child.waitFor(60, TimeUnit.SECONDS)) {
                child.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Start implements AutoCloseable {
        private final Db db;
        private final Ledger ledger;
        private final JdbcOfficeStore store;
        private final Outbox outbox;

        Start(Path folder) {
            this(folder, null);
        }

        /** @param stage where to be killed */
        Start(Path folder, @Nullable Stage stage) {
            db = Db.sqlite(folder.resolve("zhiheng.db"), Rooms.schema());
            ledger = Ledger.open(folder.resolve("ledger"), "test/ledger");
            store = new JdbcOfficeStore(db);
            var clock = Clock.systemUTC();
            outbox = stage == null
                    ? new Outbox(store, store::in, ledger, clock, new Ids(clock))
                    : new Outbox(
                            Child.watched(store, stage),
                            tx -> Child.watched(store.in(tx), stage),
                            ledger,
                            clock,
                            new Ids(clock));
        }

        @Override
        public void close() {
            ledger.close();
            db.close();
        }
    }

    static final class Child {
        private static final AtomicInteger DONE = new AtomicInteger();
        /** Told whether the work of this thread writes places; others may do the work of a writer. */
        private static final ThreadLocal<@Nullable AtomicBoolean> PLACES = new ThreadLocal<>();

        /** Says so and waits to be killed, where this is the stage to die at and enough was done before. */
        private static void at(Stage stage, Stage wanted) {
            if (stage == wanted && DONE.get() >= BEFORE) {
                System.out.println(stage);
                while (true) {
                    LockSupport.parkNanos(1_000_000_000);
                }
            }
        }

        private static Transactions watched(Transactions store, Stage wanted) {
            return new Transactions() {
                @Override
                public <T> T write(Work<T> work) {
                    var places = new AtomicBoolean();
                    var result = store.write(tx -> {
                        PLACES.set(places);
                        return work.on(tx);
                    });
                    at(places.get() ? Stage.DONE : Stage.COMMITTED, wanted);
                    return result;
                }

                @Override
                public <T> T read(Work<T> work) {
                    return store.read(work);
                }
            };
        }

        private static ActTx watched(ActTx rows, Stage wanted) {
            return (ActTx) Proxy.newProxyInstance(
                    ActTx.class.getClassLoader(), new Class<?>[] {ActTx.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("seal") && arguments != null) {
                            var places = PLACES.get();
                            if (places != null) {
                                places.set(true);
                            }
                            at(Stage.APPENDED, wanted);
                        }
                        try {
                            return method.invoke(rows, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        } finally {
                            if (method.getName().equals("appended")) {
                                at(Stage.PLACED, wanted);
                            } else if (method.getName().equals("addAct")) {
                                at(Stage.WRITTEN, wanted);
                            }
                        }
                    });
        }

        public static void main(String[] args) {
            var outbox = new Start(Path.of(args[0]), Stage.valueOf(args[1])).outbox;
            outbox.recover();
            var actor = new Actor("writer", "", Role.OFFICER);
            for (int writer = 0; writer < WRITERS; writer++) {
                Thread.ofPlatform().start(() -> {
                    while (true) {
                        var act = outbox.record((tx, acts) -> acts.add(actor, "done", "s", "", "", Map.of()));
                        System.out.println(act.id());
                        DONE.incrementAndGet();
                    }
                });
            }
        }
    }
}
