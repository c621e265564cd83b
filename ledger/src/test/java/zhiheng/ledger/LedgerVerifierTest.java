package zhiheng.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Overwrite;

class LedgerVerifierTest {
    private static final String ORIGIN = LedgerTest.ORIGIN;

    @TempDir
    Path temp;

    private Path log(int entries) {
        Path dir = temp.resolve("log");
        try (var log = Ledger.open(dir, ORIGIN)) {
            append(log, entries);
        }
        return dir;
    }

    private static void append(Ledger log, int entries) {
        for (int i = 0; i < entries; i++) {
            var unused = log.appendAsync(LedgerTest.entry(i));
        }
        log.append(LedgerTest.entry(entries));
    }

    private static List<Path> files(Path dir) throws IOException {
        try (var all = Files.walk(dir)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void flip(Path file, int at, int bit) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= (byte) (1 << bit);
        Overwrite.file(file, bytes);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var file : all.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Test
    void a_whole_log_is_found_whole() {
        var report = LedgerVerifier.verify(log(1000), null, null);
        assertThat(report.lines()).noneMatch(LedgerVerifier.Line::bad);
        assertThat(report.ok()).isTrue();
        assertThat(report.size()).isEqualTo(1001);
    }

    @Test
    void an_empty_log_is_whole() {
        Path dir = temp.resolve("log");
        Ledger.open(dir, ORIGIN).close();
        assertThat(LedgerVerifier.verify(dir, null, null).ok()).isTrue();
    }

    @Test
    void a_folder_that_is_no_log_is_refused() {
        assertThat(LedgerVerifier.verify(temp, null, null).ok()).isFalse();
        assertThat(LedgerVerifier.verify(temp.resolve("absent"), null, null).ok())
                .isFalse();
    }

    @Test
    void one_flipped_bit_in_any_byte_of_any_file_is_found() throws Exception {
        Path dir = log(2); // three leaves: the tree leans, and there are bytes enough of each kind
        for (var file : files(dir)) {
            int length = (int) Files.size(file);
            for (int at = 0; at < length; at++) {
                flip(file, at, at % 8);
                assertThat(LedgerVerifier.verify(dir, null, null).ok())
                        .as("%s byte %d", file, at)
                        .isFalse();
                flip(file, at, at % 8);
            }
        }
        assertThat(LedgerVerifier.verify(dir, null, null).ok()).isTrue();
    }

    @Test
    void one_flipped_bit_in_any_file_of_a_log_with_many_tiles_is_found() throws Exception {
        Path dir = temp.resolve("log");
        try (var log = Ledger.open(dir, ORIGIN)) {
            for (int i = 0; i < 4; i++) {
                append(log, 150);
                log.checkpoint(); // leaves partial tiles of several widths
            }
        }
        for (var file : files(dir)) {
            if (Files.size(file) > 0) {
                int at = (int) (Files.size(file) * 2 / 3);
                flip(file, at, 3);
                assertThat(LedgerVerifier.verify(dir, null, null).ok())
                        .as("%s", file)
                        .isFalse();
                flip(file, at, 3);
            }
        }
        assertThat(LedgerVerifier.verify(dir, null, null).ok()).isTrue();
    }

    @Test
    void the_first_lie_is_named_by_its_leaf() throws Exception {
        Path dir = log(600);
        byte[] before = Files.readAllBytes(dir.resolve("tile/entries/001"));
        int entryLength = LedgerTest.entry(300).toBytes().length + 2;
        flip(dir.resolve("tile/entries/001"), entryLength * 44 + 20, 0);
        var report = LedgerVerifier.verify(dir, null, null);
        assertThat(report.firstLie()).hasValue(300);
        assertThat(report.lines().getFirst().text().en()).contains("leaf 300");
        assertThat(report.lines().getFirst().text().zh()).contains("第 300 条");
        Files.write(dir.resolve("tile/entries/001"), before);

        flip(dir.resolve("tile/0/001"), 32 * 17 + 5, 0);
        assertThat(LedgerVerifier.verify(dir, null, null).firstLie()).hasValue(256 + 17);
    }

    /** @param hashes whether the hashes of the two leaves are swapped with them, so that only a hash above tells */
    private static void swap(Path dir, long a, long b, boolean hashes) throws IOException {
        var name = String.format("%03d", a / 256);
        for (var file : files(dir.resolve("tile/entries"))) {
            if (!file.toString().contains(name)) {
                continue;
            }
            var entries = new java.util.ArrayList<>(Bundle.decode(Files.readAllBytes(file)));
            java.util.Collections.swap(entries, (int) (a % 256), (int) (b % 256));
            Files.write(file, Bundle.encode(entries.toArray(new byte[0][]), entries.size()));
        }
        if (hashes) {
            for (var file : files(dir.resolve("tile/0"))) {
                if (!file.toString().contains(name)) {
                    continue;
                }
                byte[] tile = Files.readAllBytes(file);
                for (int k = 0; k < 32; k++) {
                    byte kept = tile[(int) (a % 256) * 32 + k];
                    tile[(int) (a % 256) * 32 + k] = tile[(int) (b % 256) * 32 + k];
                    tile[(int) (b % 256) * 32 + k] = kept;
                }
                Files.write(file, tile);
            }
        }
    }

    @Test
    void two_swapped_entries_are_each_named_whether_their_hashes_went_with_them_or_not() throws Exception {
        Path whole = log(1000);
        for (boolean hashes : new boolean[] {false, true}) {
            for (long[] pair : new long[][] {{600, 601}, {512, 767}, {1, 200}, {990, 991}, {768, 1000}}) {
                Path dir = temp.resolve("swapped-" + hashes + pair[0]);
                copy(whole, dir);
                swap(dir, pair[0], pair[1], hashes);
                var report = LedgerVerifier.verify(dir, null, null);
                assertThat(report.firstLie()).as("%s", report.lines()).hasValue(pair[0]);
                for (long leaf : pair) {
                    assertThat(report.lines())
                            .anySatisfy(line -> assertThat(line.text().en()).startsWith("Leaf " + leaf + ":"))
                            .anySatisfy(line -> assertThat(line.text().zh()).startsWith("第 " + leaf + " 条："));
                }
                if (hashes) {
                    assertThat(report.lines())
                            .as("no other leaf is")
                            .filteredOn(line -> line.text().en().startsWith("Leaf "))
                            .hasSize(2);
                }
            }
        }
    }

    @Test
    void a_missing_or_foreign_file_is_found() throws Exception {
        Path dir = log(600);
        Files.copy(dir.resolve("tile/0/000"), dir.resolve("tile/0/007"));
        assertThat(LedgerVerifier.verify(dir, null, null).lines())
                .anySatisfy(line -> assertThat(line.text().en()).contains("tile/0/007 is no part"));
        Files.delete(dir.resolve("tile/0/007"));
        Files.delete(dir.resolve("tile/0/001"));
        assertThat(LedgerVerifier.verify(dir, null, null).firstLie()).hasValue(256);
    }

    @Test
    void a_log_rewritten_with_its_own_key_is_found_by_an_earlier_checkpoint() throws Exception {
        Path honest = temp.resolve("honest");
        Path forged = temp.resolve("forged");
        Ledger.open(honest, ORIGIN).close();
        copy(honest, forged);
        String seen;
        try (var log = Ledger.open(honest, ORIGIN)) {
            append(log, 300);
            seen = log.checkpoint();
        }
        try (var log = Ledger.open(forged, ORIGIN)) {
            log.append(LedgerTest.entry(99));
            append(log, 400);
        }
        assertThat(LedgerVerifier.verify(honest, seen, null).ok()).isTrue();
        assertThat(LedgerVerifier.verify(forged, null, null).ok()).isTrue();
        var report = LedgerVerifier.verify(forged, seen, null);
        assertThat(report.ok()).isFalse();
        assertThat(report.lines())
                .anySatisfy(line -> assertThat(line.text().en()).contains("history was rewritten"));
    }

    @Test
    void a_log_that_was_cut_is_found_by_an_earlier_checkpoint() throws Exception {
        Path dir = log(10);
        Path old = temp.resolve("old");
        copy(dir, old);
        String seen;
        try (var log = Ledger.open(dir, ORIGIN)) {
            append(log, 10);
            seen = log.checkpoint();
        }
        var report = LedgerVerifier.verify(old, seen, null);
        assertThat(report.ok()).isFalse();
        assertThat(report.firstLie()).hasValue(11);
    }

    @Test
    void a_checkpoint_by_another_key_is_refused() {
        Path dir = log(10);
        String other = NoteKey.generate(ORIGIN).verifierText();
        assertThat(LedgerVerifier.verify(dir, null, other).ok()).isFalse();
    }

    @Test
    void a_running_log_is_verified_up_to_its_checkpoint_and_goes_on() {
        Path dir = temp.resolve("log");
        try (var log = Ledger.open(dir, ORIGIN)) {
            append(log, 700);
            log.checkpoint();
            append(log, 700);
            var report = LedgerVerifier.verify(dir, null, log.verifierKey());
            assertThat(report.lines()).noneMatch(LedgerVerifier.Line::bad);
            assertThat(log.append(LedgerTest.entry(0))).isEqualTo(1402);
        }
    }

    @Test
    void a_log_is_verified_over_http() throws Exception {
        Path dir = log(700);
        HttpServer server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                dir.toRealPath(),
                SimpleFileServer.OutputLevel.NONE);
        server.start();
        try {
            var uri = URI.create("http://localhost:" + server.getAddress().getPort());
            var report = LedgerVerifier.verify(uri, null, null);
            assertThat(report.lines()).noneMatch(LedgerVerifier.Line::bad);
            assertThat(report.size()).isEqualTo(701);
            flip(dir.resolve("tile/entries/000"), 100, 0);
            assertThat(LedgerVerifier.verify(uri, null, null).firstLie()).hasValue(0);
            flip(dir.resolve("tile/entries/000"), 100, 0);
            Files.write(dir.resolve("tile/0/000"), new byte[10_000_000]);
            assertThat(LedgerVerifier.verify(uri, null, null).ok()).isFalse();
        } finally {
            server.stop(0);
        }
        assertThat(LedgerVerifier.verify(URI.create("http://localhost:1/"), null, null)
                        .ok())
                .isFalse();
    }

    @Test
    void a_log_that_wants_a_token_is_verified_with_it_and_not_without() throws Exception {
        var files = SimpleFileServer.createFileHandler(log(3).toRealPath());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if ("Bearer right".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                files.handle(exchange);
            } else {
                exchange.sendResponseHeaders(401, -1);
                exchange.close();
            }
        });
        server.start();
        try {
            var uri = URI.create("http://localhost:" + server.getAddress().getPort());
            assertThat(LedgerVerifier.verify(uri, null, null, "right").ok()).isTrue();
            assertThat(LedgerVerifier.verify(uri, null, null, "wrong").ok()).isFalse();
            assertThat(LedgerVerifier.verify(uri, null, null).ok()).isFalse();
        } finally {
            server.stop(0);
        }
    }

    /** A bundle of 256 entries whose lengths no longer lead from one to the next, or that is gone: the others are judged all the same. */
    @Test
    void a_damaged_length_names_its_own_leaf_and_leaves_the_rest_in_honour() throws Exception {
        Path dir = temp.resolve("log");
        try (var log = Ledger.open(dir, ORIGIN)) {
            for (int i = 0; i < 1100; i++) {
                log.append(LedgerTest.entry(i));
            }
        }
        var bundle = dir.resolve("tile/entries/002");
        byte[] right = Files.readAllBytes(bundle);
        for (int bit : new int[] {1, 9, 12}) {
            byte[] wrong = right.clone();
            wrong[bit < 8 ? 1 : 0] ^= (byte) (1 << bit % 8);
            Files.write(bundle, wrong);
            named(dir, 512);
        }
        int at = 0;
        for (int i = 0; i < 88; i++) {
            at += 2 + ((right[at] & 0xff) << 8 | right[at + 1] & 0xff);
        }
        byte[] wrong = right.clone();
        wrong[at + 1] ^= 4;
        Files.write(bundle, wrong);
        named(dir, 600);
        Files.delete(bundle);
        named(dir, 512);
    }

    private static void named(Path dir, long leaf) {
        var report = LedgerVerifier.verify(dir, null, null);
        assertThat(report.firstLie()).as("%s", report.lines()).hasValue(leaf);
        assertThat(report.lines()).noneMatch(line -> line.text().en().contains("no part of this log"));
        assertThat(report.lines().stream().filter(LedgerVerifier.Line::bad))
                .as("%s", report.lines())
                .allMatch(line -> line.text().en().contains("eaf " + leaf));
    }
}
