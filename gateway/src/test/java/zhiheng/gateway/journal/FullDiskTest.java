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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Needed;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Records;

/** A journal in a process of its own that from some moment on may write no larger files: to it, a disk without room. */
class FullDiskTest {
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
    private static final String FULL = "full";

    @TempDir
    Path folder;

    /** Adds interactions as a gateway does: only while the journal takes them. Says each number once it was added. */
    public static final class Gateway {
        private Gateway() {}

        public static void main(String[] args) throws Exception {
            var journal = new Journal(Path.of(args[0]), Writer.SETTINGS, new NoStore(), batch -> {});
            for (int n = 0; ; ) {
                if (journal.state() == Records.State.FULL) {
                    System.out.println(FULL);
                    Thread.sleep(5);
                } else {
                    journal.add(Sample.interaction(n), null);
                    System.out.println(n++);
                }
                Thread.sleep(Duration.ofNanos(100_000));
            }
        }
    }

    private static final class NoStore implements InteractionStore {
        @Override
        public Position position() {
            return Position.START;
        }

        @Override
        public void insert(List<Interaction> interactions, Map<String, byte[]> contents, Position next)
                throws Exception {
            throw new Exception("down");
        }
    }

    private static void mayWrite(Process process, String bytes) throws Exception {
        var limit =
                new ProcessBuilder(PRLIMIT.toString(), "--pid", "" + process.pid(), "--fsize=" + bytes + ":").start();
        assertThat(limit.waitFor()).isZero();
    }

    /** Reads on until a line is, or is not, {@link #FULL}. @return the last number before */
    private static int readUntil(BufferedReader said, boolean full, int last) throws IOException {
        String line;
        int number = last;
        while ((line = said.readLine()) != null) {
            if (line.equals(FULL) == full) {
                return full ? number : Integer.parseInt(line);
            }
            number = full ? Integer.parseInt(line) : number;
        }
        throw new IOException("the process ended");
    }

    private List<String> gateway(String... before) {
        var command = new ArrayList<>(List.of(before));
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Gateway.class.getName(),
                folder.toString()));
        return command;
    }

    @Test
    void a_start_without_room_for_a_file_waits_for_it_and_goes_on_by_itself() throws Exception {
        Needed.that(Files.exists(PRLIMIT), "prlimit is not installed");
        var process = new ProcessBuilder(gateway(PRLIMIT.toString(), "--fsize=1000:unlimited"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var said = process.inputReader()) {
            assertThat(said.readLine()).isEqualTo(FULL);
            mayWrite(process, "unlimited");
            assertThat(readUntil(said, false, -1)).isZero();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_start_goes_on_in_the_file_that_is_there_and_takes_no_room() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (var journal = new Journal(folder, Writer.SETTINGS, new NoStore(), batch -> {})) {
                journal.add(Sample.interaction(i), null);
            }
            try (var files = Files.list(folder)) {
                assertThat(files).hasSize(1);
            }
        }
        var kept = new ArrayList<Interaction>();
        try (var journal = new Journal(folder, Writer.SETTINGS, new NoStore(), batch -> {})) {
            journal.pending(kept::add);
        }
        assertThat(kept).containsExactly(Sample.interaction(0), Sample.interaction(1), Sample.interaction(2));
    }

    @Test
    void a_full_disk_pauses_the_journal_and_loses_nothing() throws Exception {
        Needed.that(Files.exists(PRLIMIT), "prlimit is not installed");
        var process = new ProcessBuilder(gateway())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int last;
        try (var said = process.inputReader()) {
            int begun = readUntil(said, false, -1);
            assertThat(begun).isZero();
            mayWrite(process, "100000");
            int before = readUntil(said, true, begun);
            mayWrite(process, "unlimited");
            int after = readUntil(said, false, before);
            assertThat(after).as("goes on where it stopped").isEqualTo(before + 1);
            last = after;
        } finally {
            process.destroyForcibly().waitFor();
        }
        var kept = new ArrayList<Interaction>();
        try (var journal = new Journal(folder, Writer.SETTINGS, new NoStore(), batch -> {})) {
            journal.pending(kept::add);
        }
        assertThat(kept).hasSizeGreaterThan(last);
        for (int n = 0; n < kept.size(); n++) {
            assertThat(kept.get(n)).isEqualTo(Sample.interaction(n));
        }
    }
}
