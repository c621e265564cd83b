package zhiheng.server.rooms.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Await;
import zhiheng.ledger.Cosigner;
import zhiheng.ledger.Entry;
import zhiheng.ledger.Ledger;
import zhiheng.ledger.Witness;
import zhiheng.ledger.WitnessClient;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.CaughtOutput;

/** A server whose ledger is witnessed by another program and followed by anybody. */
@Timeout(120)
class WitnessCommandTest extends CaughtOutput {
    @TempDir
    Path temp;

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<byte[]> get(URI address) throws Exception {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
    }

    @Test
    void a_server_has_its_ledger_cosigned_and_a_roll_back_is_found_by_verify() throws Exception {
        var folder = temp.resolve("data/ledger");
        String logKey;
        try (var log = Ledger.open(folder, "a.example/log")) {
            logKey = log.verifierKey();
        }
        var vertx = Vertx.vertx();
        var cosigner = Cosigner.open(temp.resolve("witness/key"), "witness.example");
        var witness = new Witness(temp.resolve("witness/seen"), cosigner, List.of(logKey), Clock.systemUTC());
        var listening = WitnessCommand.listen(vertx, witness, "127.0.0.1", 0);
        var address = URI.create("http://127.0.0.1:" + listening.actualPort());
        var config = Config.of(temp.resolve("data"), Path.of("src/test/resources/library"), "127.0.0.1", 0, Map.of())
                .withPublicity(new Publicity(true, address, cosigner.verifierKey()));
        Object[] verify = {
            "ledger", "verify", folder, "--key", logKey, "--witness", address, "--witness-key", cosigner.verifierKey()
        };
        try (var server = ZhihengServer.start(config)) {
            for (int i = 0; i < 300; i++) {
                server.ledger().append(new Entry(Instant.now(), "x", "other", "s", "", "{}"));
            }
            server.ledger().checkpoint();
            var asked = new WitnessClient(address, cosigner.verifierKey());
            Await.until("it is cosigned", () -> asked.newest("a.example/log").isPresent());
            asked.cosign(server.ledger());

            var checkpoint = get(server.address().resolve("/ledger/checkpoint"));
            assertThat(checkpoint.statusCode()).as("for anybody").isEqualTo(200);
            var tile = get(server.address().resolve("/ledger/tile/0/000"));
            assertThat(tile.statusCode()).isEqualTo(200);
            assertThat(tile.body()).hasSize(256 * 32);
            assertThat(tile.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
            assertThat(get(server.address().resolve("/ledger/tile/entries/000")).statusCode())
                    .as("entries are not")
                    .isEqualTo(401);
        }
        assertThat(run(verify)).as(said() + complained()).isZero();
        try (var files = java.nio.file.Files.walk(folder)) {
            for (var file : files.toList().reversed()) {
                java.nio.file.Files.delete(file);
            }
        }
        try (var log = Ledger.open(folder, "a.example/log")) {
            log.append(new Entry(Instant.now(), "x", "other", "s", "", "{}"));
            verify[4] = log.verifierKey();
        }
        assertThat(run(verify)).as("made anew: even its key is another").isEqualTo(1);
        assertThat(run("ledger", "verify", folder, "--witness", address)).isEqualTo(2);
        listening.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
