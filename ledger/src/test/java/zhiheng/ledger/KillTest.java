package zhiheng.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child process writes with four writers and says each acknowledged index aloud; it is killed in the middle. */
class KillTest {
    /** FaultTest fails each write by itself; kills look for what such a list forgets, at whatever moment they fall. */
    private static final int ROUNDS = 20;

    /** Segments and cadence are small, so that kills fall into rolling, publishing and deleting as well. */
    private static final Ledger.Options OPTIONS = new Ledger.Options(new LocalDisk(), Duration.ofMillis(5), 16 << 10);

    @TempDir
    Path dir;

    @Test
    void every_acknowledged_entry_is_found_after_many_kills() throws Exception {
        var random = new Random(2026);
        var acknowledged = new HashMap<Long, String>();
        for (int round = 0; round < ROUNDS; round++) {
            int before = acknowledged.size();
            runAndKill(round, 20 + random.nextInt(150), acknowledged);
            var stopped = LedgerVerifier.verify(dir, null, null);
            assertThat(stopped.firstLie()).as("round %d: %s", round, stopped).isEmpty();
            try (var log = Ledger.open(dir, LedgerTest.ORIGIN, OPTIONS)) {
                for (var entry : acknowledged.entrySet()) {
                    if (entry.getKey() >= log.size()) {
                        throw new AssertionError("round " + round + " lost entry " + entry.getKey());
                    }
                }
                var size = log.size();
                acknowledged.forEach((index, subject) -> {
                    if (index >= size - 3000) {
                        assertThat(log.entry(index).subject()).isEqualTo(subject);
                    }
                });
            }
            assertThat(acknowledged.size()).as("round %d wrote", round).isGreaterThan(before);
        }
        try (var log = Ledger.open(dir, LedgerTest.ORIGIN, OPTIONS)) {
            acknowledged.forEach(
                    (index, subject) -> assertThat(log.entry(index).subject()).isEqualTo(subject));
        }
        var report = LedgerVerifier.verify(dir, null, null);
        assertThat(report.ok()).as("%s", report.lines()).isTrue();
    }

    private void runAndKill(int round, int afterMillis, Map<Long, String> acknowledged) throws Exception {
        Path errors = dir.resolveSibling(dir.getFileName() + "-errors");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        dir.toString(),
                        "round-" + round)
                .redirectError(errors.toFile())
                .start();
        try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine(); // the first acknowledgement: the child writes
            assertThat(line).as(Files.readString(errors)).isNotNull();
            Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(afterMillis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                child.toHandle().destroyForcibly(); // SIGKILL; the process itself would also close the pipe we read
            });
            while (line != null && line.endsWith(".")) { // a line cut by the kill has no full stop
                String[] parts = line.substring(0, line.length() - 1).split(" ");
                assertThat(acknowledged.put(Long.parseLong(parts[0]), parts[1])).isNull();
                line = out.readLine();
            }
        }
        assertThat(child.waitFor()).as(Files.readString(errors)).isEqualTo(128 + 9);
    }

    static final class Child {
        public static void main(String[] args) throws IOException {
            var out = new PrintStream(System.out, true);
            var log = Ledger.open(Path.of(args[0]), LedgerTest.ORIGIN, OPTIONS);
            for (int w = 0; w < 4; w++) {
                String name = args[1] + "/writer-" + w + "/";
                Thread.ofPlatform().start(() -> {
                    for (int i = 0; ; i++) {
                        var base = LedgerTest.entry(i);
                        String subject = name + i;
                        long index = log.append(
                                new Entry(base.time(), base.actor(), base.act(), subject, "", base.bodyJson()));
                        synchronized (out) {
                            out.write(
                                    (index + " " + subject + ".\n").getBytes(StandardCharsets.UTF_8),
                                    0,
                                    (index + " " + subject + ".\n").length());
                        }
                    }
                });
            }
        }
    }
}
