package zhiheng.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Await;
import zhiheng.base.testing.Overwrite;
import zhiheng.gateway.Content;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Records;

class JournalTest {
    private static final Journal.Settings SMALL =
            new Journal.Settings(20_000, 100_000, Duration.ofMillis(5), Duration.ofMillis(1));

    @TempDir
    Path folder;

    private final Rows store = new Rows();

    private static final class Rows implements InteractionStore {
        final List<Interaction> rows = new ArrayList<>();
        final Map<String, byte[]> contents = new ConcurrentHashMap<>();
        Position position = Position.START;
        volatile boolean down;

        @Override
        public synchronized Position position() {
            return position;
        }

        @Override
        public synchronized void insert(List<Interaction> interactions, Map<String, byte[]> sealed, Position next)
                throws Exception {
            if (down) {
                throw new Exception("down");
            }
            rows.addAll(interactions);
            contents.putAll(sealed);
            position = next;
        }

        synchronized List<Interaction> rows() {
            return List.copyOf(rows);
        }
    }

    private static List<Interaction> samples(int from, int to) {
        var samples = new ArrayList<Interaction>();
        for (int n = from; n < to; n++) {
            samples.add(Sample.interaction(n));
        }
        return samples;
    }

    @Test
    void a_sealed_content_travels_with_its_record() throws Exception {
        try (var journal = new Journal(folder, SMALL, store, batch -> {})) {
            journal.add(Sample.interaction(1), new byte[] {1, 2, 3});
            journal.add(Sample.interaction(2), null);
        }
        assertThat(store.rows()).hasSize(2);
        assertThat(store.contents).containsOnlyKeys("id-1");
        assertThat(store.contents.get("id-1")).containsExactly(1, 2, 3);
    }

    @Test
    void what_is_added_reaches_the_store_once_in_order_over_many_files() throws Exception {
        var seen = new ArrayList<Interaction>();
        try (var journal = new Journal(folder, SMALL, store, seen::addAll)) {
            samples(0, 1000).forEach(i -> journal.add(i, null));
        }
        assertThat(store.rows().equals(samples(0, 1000))).isTrue();
        assertThat(seen).isEqualTo(store.rows());
        try (var files = Files.list(folder)) {
            assertThat(files.count()).as("files left").isLessThanOrEqualTo(2);
        }
    }

    @Test
    void while_the_store_is_down_records_wait_on_disk_and_arrive_once_when_it_is_back() throws Exception {
        store.down = true;
        try (var journal = new Journal(folder, SMALL, store, batch -> {})) {
            samples(0, 10).forEach(i -> journal.add(i, null));
            Await.until("the store is known to be down", () -> journal.state() == Records.State.BUFFERED);
            store.down = false;
            Await.until("all is stored again", () -> journal.state() == Records.State.STORED);
            Await.until("the records have arrived", () -> store.rows().size() == 10);
        }
        assertThat(store.rows()).isEqualTo(samples(0, 10));
    }

    @Test
    void when_too_much_waits_it_says_that_it_is_full_and_forgets_nothing() throws Exception {
        store.down = true;
        try (var journal = new Journal(folder, SMALL, store, batch -> {})) {
            samples(0, 600).forEach(i -> journal.add(i, null));
            assertThat(journal.state()).isEqualTo(Records.State.FULL);
            assertThat(journal.backlogBytes()).isGreaterThan(100_000);
        }
        store.down = false;
        try (var journal = new Journal(folder, SMALL, store, batch -> {})) {
            Await.until("the records have arrived", () -> store.rows().size() == 600);
            assertThat(journal.state()).isEqualTo(Records.State.STORED);
        }
        assertThat(store.rows().equals(samples(0, 600))).isTrue();
    }

    @Test
    void what_waits_at_the_start_can_be_counted() throws Exception {
        store.down = true;
        try (var journal = new Journal(folder, SMALL, store, batch -> {})) {
            samples(0, 200).forEach(i -> journal.add(i, null));
        }
        try (var journal = new Journal(folder, SMALL, store, batch -> {})) {
            var pending = new ArrayList<Interaction>();
            journal.pending(pending::add);
            assertThat(pending).isEqualTo(samples(0, 200));
        }
    }

    @Test
    void a_file_with_damage_gives_all_before_the_damage_and_nothing_invented() throws Exception {
        store.down = true;
        try (var journal = new Journal(folder, SMALL, store, batch -> {})) {
            samples(0, 30).forEach(i -> journal.add(i, null));
        }
        Path file;
        try (var files = Files.list(folder)) {
            file = files.findFirst().orElseThrow();
        }
        var whole = Files.readAllBytes(file);
        var random = new Random(7);
        for (int round = 0; round < 60; round++) {
            var damaged = whole.clone();
            int at = random.nextInt(30 * 300);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Overwrite.file(file, damaged);
            try (var segment = Segment.open(file, 1)) {
                var read = new ArrayList<Interaction>();
                byte[] payload;
                long place = 0;
                while ((payload = segment.at(place)) != null) {
                    read.add(Codec.read(payload).interaction());
                    place += Segment.frame(payload.length);
                }
                assertThat(read).isEqualTo(samples(0, read.size()));
                assertThat(read.size()).isLessThanOrEqualTo(30);
            }
        }
    }

    @Test
    void a_process_that_is_killed_loses_nothing_that_was_added() throws Exception {
        int next = 0;
        for (int round = 0; round < 3; round++) {
            var process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            folder.toString(),
                            Integer.toString(next))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            next = lastNumber(process, 2_000) + 1;
            // the process may have added a few more than it printed
            var found = pending();
            assertThat(found).hasSizeGreaterThanOrEqualTo(next);
            assertThat(found.equals(samples(0, found.size())))
                    .as("each once, in order")
                    .isTrue();
            next = found.size();
        }
    }

    private List<Interaction> pending() throws Exception {
        store.down = true;
        try (var journal = new Journal(folder, Writer.SETTINGS, store, batch -> {})) {
            var pending = new ArrayList<Interaction>();
            journal.pending(pending::add);
            return pending;
        }
    }

    private static int lastNumber(Process process, int lines) throws IOException, InterruptedException {
        int last = -1;
        try (BufferedReader reader = process.inputReader()) {
            for (int i = 0; i < lines; i++) {
                var line = reader.readLine();
                if (line == null) {
                    break;
                }
                last = Integer.parseInt(line);
            }
            process.destroyForcibly();
            String line;
            while ((line = reader.readLine()) != null && line.matches("[0-9]+")) {
                last = Math.max(last, readable(line, last));
            }
        } catch (IOException closed) {
            // the pipe of a killed process
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return last;
    }

    /** The last line may be cut short by the kill. */
    private static int readable(String line, int last) {
        int number = Integer.parseInt(line);
        return number == last + 1 ? number : last;
    }

    /** Smaller files would be rolled over all the time by whoever serves many; the largest record must fit at least. */
    @Test
    void a_file_of_the_journal_that_ships_has_64_mebibytes() {
        assertThat(Journal.Settings.DEFAULT.segmentBytes()).isEqualTo(64 << 20).isGreaterThan(3 * Content.MOST_BYTES);
    }
}
