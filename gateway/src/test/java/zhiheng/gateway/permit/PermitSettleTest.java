package zhiheng.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zhiheng.base.Refusal;
import zhiheng.base.testing.MovableClock;
import zhiheng.gateway.permit.Permits.Recorder.Written;

/** Disk, database and ledger fail at each step of a change; afterwards the permit in force is the one that the ledger named last. */
class PermitSettleTest {
    /** Where a change is cut short, and how. */
    enum Cut {
        /** Nothing reached the ledger. */
        BEFORE_THE_ACT,
        /** The act is there, but the answer was lost. */
        AFTER_THE_ACT,
        /** The act is in the database, its entry still to come. */
        WITHOUT_ITS_ENTRY,
        /** The act is there, the permit's file could not be written. */
        BEFORE_THE_FILE,
        /** Nothing can be written or asked, neither file nor act. */
        EVERYTHING
    }

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T12:00:00Z"));
    private final Book book = new Book();
    private final Store store = new Store();

    /** A ledger of permits that fails as it is told to. */
    private static final class Book implements Permits.Recorder {
        final List<PermitChange> entries = new ArrayList<>();
        final List<PermitChange> waiting = new ArrayList<>();
        Cut cut;
        /** So many questions go unanswered before all is well again. */
        int unanswered;

        @Override
        public Written record(PermitChange change) {
            if (cut == Cut.BEFORE_THE_ACT || cut == Cut.EVERYTHING) {
                throw new IllegalStateException("no database");
            }
            if (cut == Cut.WITHOUT_ITS_ENTRY) {
                waiting.add(change);
                return Written.STORED;
            }
            assertThat(entries).extracting(PermitChange::id).doesNotContain(change.id());
            entries.add(change);
            if (cut == Cut.AFTER_THE_ACT) {
                throw new IllegalStateException("the answer was lost");
            }
            return Written.YES;
        }

        @Override
        public Written written(PermitChange change) {
            if (unanswered > 0) {
                unanswered--;
                throw new IllegalStateException("no database yet");
            }
            if (cut == Cut.EVERYTHING || cut == Cut.AFTER_THE_ACT) {
                throw new IllegalStateException("no database");
            }
            return waiting.contains(change) ? Written.STORED : has(change) ? Written.YES : Written.NO;
        }

        private boolean has(PermitChange change) {
            return entries.stream().anyMatch(e -> e.id().equals(change.id()));
        }

        @Override
        public Optional<Map<String, Permit>> newest() {
            var last = new LinkedHashMap<String, Permit>();
            entries.forEach(change -> last.put(change.system(), change.after()));
            return Optional.of(last);
        }

        void heal() {
            cut = null;
            entries.addAll(waiting);
            waiting.clear();
        }
    }

    /** The real files, on a disk that is full at times. */
    private final class Store implements PermitStore {
        boolean intendFails;
        boolean commitFails;

        private PermitFiles files() {
            return new PermitFiles(folder);
        }

        @Override
        public List<Permit> load() {
            return files().load();
        }

        @Override
        public List<PermitChange> open() {
            return files().open();
        }

        @Override
        public void intend(PermitChange change) {
            full(intendFails);
            files().intend(change);
        }

        @Override
        public void commit(Permit after) {
            full(commitFails);
            files().commit(after);
        }

        @Override
        public void takeBack(PermitChange change) {
            files().takeBack(change);
        }

        private void full(boolean now) {
            if (now) {
                throw new UncheckedIOException(new java.io.IOException("No space left on device"));
            }
        }
    }

    private Permits start() {
        return new Permits(store, book, clock);
    }

    private void cut(Cut cut) {
        book.cut = cut;
        store.commitFails = cut == Cut.BEFORE_THE_FILE || cut == Cut.EVERYTHING;
        store.intendFails = cut == Cut.EVERYTHING;
    }

    private void heal() {
        book.heal();
        store.commitFails = false;
        store.intendFails = false;
    }

    private static Permit wanted(PermitState state) {
        return Permit.open("bot", ZoneOffset.UTC).with(state);
    }

    private void sound(Permits permits) {
        var last = book.entries.getLast().after();
        assertThat(permits.of("bot"))
                .as("in force is what the ledger named last")
                .isEqualTo(last);
        assertThat(permits.isUnwritten("bot")).isFalse();
        assertThat(new PermitFiles(folder).load()).containsExactly(last);
        assertThat(new PermitFiles(folder).open()).isEmpty();
        assertThat(book.entries)
                .extracting(change -> change.after().version())
                .as("no number twice")
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void a_first_permit_whose_entry_is_still_to_come_does_not_open_anything_and_its_number_is_told() {
        var permits = start();
        cut(Cut.WITHOUT_ITS_ENTRY);
        var said = permits.change(wanted(PermitState.OPEN), "ann", "begin");
        assertThat(said.state()).isEqualTo(PermitState.STOPPED);
        assertThat(said.version()).isZero();
        assertThat(permits.awaited("bot")).isEqualTo(1);
        heal();
        permits.settle();
        assertThat(permits.of("bot").state()).isEqualTo(PermitState.OPEN);
        assertThat(permits.of("bot").version()).isEqualTo(1);
        assertThat(permits.awaited("bot")).isZero();
        sound(permits);
    }

    @ParameterizedTest
    @EnumSource
    void whatever_fails_a_change_to_a_stricter_state_holds_and_is_written_when_it_can_be(Cut cut) {
        for (var from : PermitState.values()) {
            for (var to : PermitState.values()) {
                clear();
                var permits = start();
                permits.change(wanted(from), "ann", "begin");
                if (to.compareTo(from) <= 0) {
                    continue;
                }
                cut(cut);
                var said = permits.change(wanted(to), "ann", "complaint");
                assertThat(said.state()).as("at once").isEqualTo(to);
                assertThat(said.version()).isEqualTo(2);
                assertThat(permits.isUnwritten("bot")).isTrue();
                assertThat(permits.awaited("bot")).isEqualTo(2);
                assertThat(permits.isNoted("bot")).isEqualTo(cut != Cut.EVERYTHING);
                permits.settle();
                assertThat(permits.of("bot").state()).as("still").isEqualTo(to);
                heal();
                permits.settle();
                assertThat(permits.of("bot")).isEqualTo(said);
                sound(permits);
                sound(start());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_change_that_frees_is_done_or_taken_back_and_never_holds_before_its_entry(Cut cut) {
        var permits = start();
        permits.change(wanted(PermitState.STOPPED), "ann", "begin");
        cut(cut);
        try {
            permits.change(wanted(PermitState.OPEN), "ann", "reopened");
        } catch (RuntimeException e) {
            assertThat(e).isNotInstanceOf(NullPointerException.class);
        }
        assertThat(permits.of("bot").state()).isEqualTo(PermitState.STOPPED);
        heal();
        permits.settle();
        sound(permits);
        assertThat(permits.of("bot").state())
                .isEqualTo(cut == Cut.BEFORE_THE_ACT || cut == Cut.EVERYTHING ? PermitState.STOPPED : PermitState.OPEN);
        var next = permits.change(permits.of("bot").with(PermitState.REVIEW), "ann", "next");
        assertThat(next.version()).isEqualTo(book.entries.size());
        sound(permits);
    }

    @ParameterizedTest
    @EnumSource
    void a_start_settles_what_the_end_of_the_process_left(Cut cut) {
        var permits = start();
        permits.change(wanted(PermitState.OPEN), "ann", "begin");
        cut(cut);
        permits.change(wanted(PermitState.STOPPED), "ann", "complaint");
        heal();
        sound(start());
        assertThat(start().of("bot").state())
                .as("what could not even be written as begun is lost with the process, and the answer said so")
                .isEqualTo(cut == Cut.EVERYTHING ? PermitState.OPEN : PermitState.STOPPED);
    }

    @Test
    void a_stop_follows_on_another_change_that_is_still_to_be_written_but_nothing_milder_does() {
        var permits = start();
        permits.change(wanted(PermitState.OPEN), "ann", "begin");
        cut(Cut.EVERYTHING);
        var throttled = permits.change(wanted(PermitState.THROTTLED), "ann", "first");
        var stopped = permits.change(throttled.with(PermitState.STOPPED), "bob", "second");
        assertThat(stopped.state()).isEqualTo(PermitState.STOPPED);
        assertThat(stopped.version()).isEqualTo(3);
        assertThatThrownBy(() -> permits.change(stopped.with(PermitState.OPEN), "ann", "third"))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.kind()).isEqualTo(Refusal.Kind.UNAVAILABLE));
        heal();
        permits.settle();
        assertThat(book.entries)
                .extracting(change -> change.after().state())
                .containsExactly(PermitState.OPEN, PermitState.THROTTLED, PermitState.STOPPED);
        sound(permits);
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_THE_ACT", "EVERYTHING"})
    void a_stop_given_in_the_moment_when_the_database_comes_back_does_not_overtake_the_change_before_it(Cut cut) {
        var permits = start();
        permits.change(wanted(PermitState.OPEN), "ann", "begin");
        cut(cut);
        var throttled = permits.change(wanted(PermitState.THROTTLED), "ann", "first");
        heal();
        book.unanswered = 1; // the first to ask finds the broken connection, the next a new one
        var stopped = permits.change(throttled.with(PermitState.STOPPED), "bob", "second");
        assertThat(stopped.state()).isEqualTo(PermitState.STOPPED);
        permits.settle();
        assertThat(book.entries)
                .extracting(change -> change.after().state())
                .containsExactly(PermitState.OPEN, PermitState.THROTTLED, PermitState.STOPPED);
        sound(permits);
        sound(start());
    }

    @Test
    void what_is_refused_for_what_it_is_leaves_nothing_behind() {
        var permits = new Permits(
                store,
                change -> {
                    throw Refusal.invalid("太大", "too large");
                },
                clock);
        assertThatThrownBy(() -> permits.change(wanted(PermitState.OPEN), "ann", "x"))
                .isInstanceOf(Refusal.class);
        assertThat(permits.of("bot")).isNull();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_permit_file_older_than_the_ledger_is_what_the_ledger_says_again() throws Exception {
        var permits = start();
        permits.change(wanted(PermitState.OPEN), "ann", "begin");
        var older = Files.readString(folder.resolve("bot.json"));
        permits.change(wanted(PermitState.STOPPED), "ann", "complaint");
        Files.writeString(folder.resolve("bot.json"), older);
        sound(start());
        assertThat(start().of("bot").state()).isEqualTo(PermitState.STOPPED);
        Files.delete(folder.resolve("bot.json"));
        sound(start());
    }

    @Test
    void permits_newer_than_the_ledger_are_refused_and_named() {
        var permits = start();
        permits.change(wanted(PermitState.OPEN), "ann", "begin");
        permits.change(wanted(PermitState.STOPPED), "ann", "complaint");
        book.entries.removeLast();
        assertThatThrownBy(this::start)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Permits are newer than database and ledger")
                .hasMessageContaining("version 2, the ledger knows version 1");
    }

    /** What version 0.1.0 left when it was cut short: one number for two permits. */
    @Test
    void where_file_and_ledger_differ_in_one_number_the_stricter_holds_under_a_new_one() {
        var permits = start();
        permits.change(wanted(PermitState.OPEN), "ann", "begin");
        new PermitFiles(folder).commit(wanted(PermitState.REVIEW));
        var again = start();
        assertThat(again.of("bot")).isEqualTo(wanted(PermitState.REVIEW).numbered(2));
        sound(again);
    }

    @Test
    void files_are_for_their_owner_alone() throws Exception {
        start().change(wanted(PermitState.OPEN), "ann", "begin");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("bot.json"))))
                .isEqualTo("rw-------");
    }

    private void clear() {
        for (var file : java.util.Objects.requireNonNull(folder.toFile().listFiles())) {
            assertThat(file.delete()).isTrue();
        }
        book.entries.clear();
        book.waiting.clear();
        heal();
    }
}
