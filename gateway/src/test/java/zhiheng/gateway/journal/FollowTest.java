package zhiheng.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Await;
import zhiheng.gateway.Interaction;

class FollowTest {
    private static final Journal.Settings SMALL =
            new Journal.Settings(20_000, 100_000, Duration.ofMillis(5), Duration.ofMillis(1));

    @TempDir
    Path folder;

    private final Store store = new Store();

    private static final class Store implements InteractionStore {
        volatile int rows;
        private volatile Position position = Position.START;

        @Override
        public Position position() {
            return position;
        }

        @Override
        public void insert(List<Interaction> interactions, Map<String, byte[]> contents, Position next) {
            position = next;
            rows += interactions.size();
        }
    }

    private Journal open() throws Exception {
        var journal = Journal.resting(folder, SMALL, store, batch -> {});
        journal.isFollowed();
        journal.begin();
        return journal;
    }

    private void add(Journal journal, int from, int to) {
        for (int n = from; n < to; n++) {
            journal.add(Sample.interaction(n), null);
        }
        Await.until("the store has them", () -> store.rows == to);
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> "id-" + n).toList();
    }

    /** Reads to the end. @return where it is */
    private static Position read(Journal journal, Position from, List<String> to) throws Exception {
        var at = from;
        while (true) {
            var stretch = journal.follow(at, 7);
            assertThat(stretch.gap()).isFalse();
            stretch.interactions().forEach(i -> to.add(i.id()));
            if (stretch.interactions().isEmpty()) {
                return stretch.next();
            }
            at = stretch.next();
        }
    }

    @Test
    void a_follower_reads_each_record_once_over_many_files_and_a_restart() throws Exception {
        var seen = new ArrayList<String>();
        Position at;
        try (var journal = open()) {
            add(journal, 0, 90);
            at = read(journal, Position.START, seen);
            journal.followed(at);
            add(journal, 90, 100);
        }
        try (var journal = open()) {
            add(journal, 100, 150);
            read(journal, journal.resume(at), seen);
        }
        assertThat(seen).isEqualTo(ids(0, 150));
    }

    /** Guards against a gateway that stops, or loses without a word, when nobody takes what it keeps for the follower. */
    @Test
    void beyond_the_bound_the_oldest_are_given_up_and_it_is_said() throws Exception {
        try (var journal = open()) {
            add(journal, 0, 600);
            assertThat(journal.state()).isEqualTo(zhiheng.gateway.Records.State.STORED);
            var stretch = journal.follow(Position.START, 1_000);
            assertThat(stretch.gap()).isTrue();
            assertThat(stretch.interactions()).hasSizeBetween(50, 500);
            assertThat(stretch.interactions().getLast().id()).isEqualTo("id-599");
        }
    }

    /** Guards against records that come to lie where others lay that a loss of power took after they had been followed. */
    @Test
    void a_place_beyond_the_end_of_the_records_is_taken_back_to_it() throws Exception {
        Position end;
        try (var journal = open()) {
            add(journal, 0, 5);
            end = read(journal, Position.START, new ArrayList<>());
        }
        try (var journal = open()) {
            assertThat(journal.resume(new Position(end.segment(), end.offset() + 4_000)))
                    .isEqualTo(end);
            assertThat(journal.resume(new Position(end.segment() + 3, 0))).isEqualTo(end);
            assertThat(journal.resume(Position.START)).isEqualTo(Position.START);
        }
    }
}
