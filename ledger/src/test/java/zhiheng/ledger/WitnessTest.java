package zhiheng.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is cut, rewritten or forked, by whoever has its key, is not cosigned and is found by what was. */
class WitnessTest {
    @TempDir
    Path temp;

    private Cosigner cosigner;
    private Witness witness;
    private HttpServer server;
    private String logKey;

    @BeforeEach
    void start() throws Exception {
        cosigner = Cosigner.open(temp.resolve("witness/key"), "witness.example");
        try (var log = open()) {
            append(log, 0, 300);
            logKey = log.verifierKey();
        }
        witness = new Witness(temp.resolve("witness/seen"), cosigner, List.of(logKey), Clock.systemUTC());
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/add-checkpoint", exchange -> {
            var answer = witness.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.createContext("/newest/", exchange -> {
            var found = witness.newest(exchange.getRequestURI().getPath().substring("/newest/".length()));
            var bytes = found.orElse("").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(found.isPresent() ? 200 : 404, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Ledger open() {
        return Ledger.open(temp.resolve("log"), LedgerTest.ORIGIN);
    }

    private static void append(Ledger log, int from, int to) {
        for (int i = from; i < to; i++) {
            log.append(LedgerTest.entry(i));
        }
        log.checkpoint();
    }

    private WitnessClient client() {
        return new WitnessClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), cosigner.verifierKey());
    }

    private static void copy(Path from, Path to) throws Exception {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private void replaceLogBy(Path copy) throws Exception {
        try (var files = Files.walk(temp.resolve("log"))) {
            for (var file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
        copy(copy, temp.resolve("log"));
    }

    @Test
    void a_log_that_grows_is_cosigned_again_and_again_over_restarts_of_both() {
        var client = client();
        for (int round = 1; round < 5; round++) {
            try (var log = open()) {
                append(log, round * 1000, round * 1000 + 37 * round);
                var note = client.cosign(log);
                assertThat(Checkpoint.open(note, logKey).size()).isEqualTo(log.size());
                assertThat(Cosigner.cosigned(note, cosigner.verifierKey())).isNotNull();
                assertThat(client.cosign(log)).as("once more").contains("witness.example");
                assertThat(client().newest(LedgerTest.ORIGIN)
                                .map(n -> Checkpoint.open(n, logKey).size()))
                        .contains(log.size());
            }
            client = round % 2 == 0 ? client() : client;
            witness = new Witness(
                    temp.resolve("witness/seen"),
                    Cosigner.open(temp.resolve("witness/key"), "ignored"),
                    List.of(logKey),
                    Clock.systemUTC());
        }
    }

    @Test
    void a_log_that_was_rolled_back_is_not_cosigned_and_is_found() throws Exception {
        copy(temp.resolve("log"), temp.resolve("older"));
        try (var log = open()) {
            append(log, 1000, 1100);
            client().cosign(log);
        }
        replaceLogBy(temp.resolve("older"));
        try (var log = open()) {
            assertThatThrownBy(() -> client().cosign(log)).hasMessageContaining("rolled back");
        }
        var newest = client().newest(LedgerTest.ORIGIN).orElseThrow();
        assertThat(LedgerVerifier.verify(temp.resolve("log"), null, logKey).ok())
                .as("by itself it looks whole")
                .isTrue();
        assertThat(LedgerVerifier.verify(temp.resolve("log"), newest, logKey).ok())
                .isFalse();
    }

    @Test
    void a_log_that_was_rewritten_with_its_own_key_is_not_cosigned_and_is_found() throws Exception {
        copy(temp.resolve("log"), temp.resolve("older"));
        try (var log = open()) {
            append(log, 1000, 1100);
            client().cosign(log);
        }
        replaceLogBy(temp.resolve("older"));
        try (var log = open()) {
            append(log, 5000, 5200);
            assertThatThrownBy(() -> client().cosign(log)).hasMessageContaining("422");
        }
        var newest = client().newest(LedgerTest.ORIGIN).orElseThrow();
        assertThat(LedgerVerifier.verify(temp.resolve("log"), null, logKey).ok())
                .isTrue();
        assertThat(LedgerVerifier.verify(temp.resolve("log"), newest, logKey).ok())
                .isFalse();
    }

    @Test
    void what_is_not_as_tlog_witness_says_is_refused_with_the_status_that_it_names() throws Exception {
        try (var log = open();
                var stranger = Ledger.open(temp.resolve("other"), "other.example/log")) {
            client().cosign(log);
            var note = log.signedCheckpoint();
            assertThat(witness.add("old 0\n\n" + note).status()).isEqualTo(409);
            assertThat(witness.add("old 0\n\n" + note).body()).isEqualTo("300\n");
            assertThat(witness.add("old 300\n\n" + note).status()).isEqualTo(200);
            assertThat(witness.add("old 301\n\n" + note).status()).isEqualTo(400);
            assertThat(witness.add("old -1\n\n" + note).status()).isEqualTo(400);
            assertThat(witness.add("old 300\nnothash\n\n" + note).status()).isEqualTo(400);
            assertThat(witness.add("").status()).isEqualTo(400);
            assertThat(witness.add("old 0\n\n" + stranger.signedCheckpoint()).status())
                    .isEqualTo(404);
            assertThat(witness.add("old 300\n\n" + note.replace("\n300\n", "\n301\n"))
                            .status())
                    .isEqualTo(403);
            assertThat(client().newest("other.example/log")).isEmpty();
        }
        var other = Cosigner.open(temp.resolve("another/key"), "witness.example");
        var cosigned = client().newest(LedgerTest.ORIGIN).orElseThrow();
        assertThatThrownBy(() -> Cosigner.cosigned(cosigned, other.verifierKey()))
                .hasMessageContaining("not cosigned");
    }
}
