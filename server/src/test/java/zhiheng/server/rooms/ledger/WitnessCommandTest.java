package zhiheng.server.rooms.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Await;
import zhiheng.base.testing.MovableClock;
import zhiheng.ledger.Cosigner;
import zhiheng.ledger.Entry;
import zhiheng.ledger.Ledger;
import zhiheng.ledger.LedgerVerifier;
import zhiheng.ledger.Witness;
import zhiheng.ledger.WitnessClient;
import zhiheng.office.people.Role;
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

    /** Signed note, tlog-checkpoint and cosignature/v1, read by other code than ours. */
    private static void cosignedAsC2spHasIt(String note, String witnessKey) throws Exception {
        var text = note.substring(0, note.indexOf("\n\n") + 1);
        assertThat(text.lines()).hasSize(3).first().isEqualTo("a.example/log");
        var lines = note.substring(text.length() + 1).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("— a.example/log ");
        assertThat(lines.get(1)).startsWith("— witness.example ");
        var key = witnessKey.split("\\+", 3);
        var algorithmAndKey = Base64.getDecoder().decode(key[2]);
        assertThat(algorithmAndKey[0]).isEqualTo((byte) 4);
        var line = ByteBuffer.wrap(Base64.getDecoder().decode(lines.get(1).split(" ")[2]));
        assertThat(HexFormat.of().toHexDigits(line.getInt())).isEqualTo(key[1]);
        long seconds = line.getLong();
        assertThat(Instant.ofEpochSecond(seconds)).isBetween(Instant.now().minusSeconds(120), Instant.now());
        var signature = new byte[line.remaining()];
        line.get(signature);
        var ed25519 = Signature.getInstance("Ed25519");
        ed25519.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of()
                        .parseHex("302a300506032b6570032100"
                                + HexFormat.of().formatHex(algorithmAndKey, 1, algorithmAndKey.length)))));
        ed25519.update(("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8));
        assertThat(ed25519.verify(signature)).isTrue();
    }

    /** The verifier asks the served checkpoint for the cosignature, and refuses it without. */
    private void verified(ZhihengServer server, String logKey, String witnessKey) {
        var boss = server.identity()
                .setUp(server.setupToken().orElseThrow(), "boss", "B", "a long enough one".toCharArray())
                .actor();
        var token = server.identity().createToken(boss, "t", Role.ADMINISTRATOR).secret();
        var uri = server.address().resolve("/ledger/");
        var report = LedgerVerifier.verify(uri, null, logKey, token, witnessKey);
        assertThat(report.ok()).as("%s", report.lines()).isTrue();
        assertThat(report.lines())
                .anySatisfy(
                        line -> assertThat(line.text().en()).contains("cosigned by the witness witness.example at "));
        var stranger =
                Cosigner.open(temp.resolve("stranger"), "witness.example").verifierKey();
        var refused = LedgerVerifier.verify(uri, null, logKey, token, stranger);
        assertThat(refused.ok()).isFalse();
        assertThat(refused.lines())
                .anySatisfy(line -> assertThat(line.text().en()).contains("The checkpoint is not cosigned"));
    }

    @Test
    void the_cosigned_checkpoint_is_shown_while_it_is_fresh_and_the_newest_alone_after_that() {
        var clock = new MovableClock();
        try (var log = Ledger.open(temp.resolve("log"), "a.example/log")) {
            var cosigned = new Cosigned(clock);
            assertThat(cosigned.checkpoint(log)).as("before the first").isEqualTo(log.signedCheckpoint());
            cosigned.keep("an earlier checkpoint, cosigned");
            log.append(new Entry(Instant.now(), "x", "other", "s", "", "{}"));
            assertThat(cosigned.checkpoint(log)).isEqualTo("an earlier checkpoint, cosigned");
            clock.pass(Cosigned.FRESH);
            assertThat(cosigned.checkpoint(log)).isEqualTo(log.signedCheckpoint());
        }
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

            var shown = server.address().resolve("/ledger/checkpoint");
            Await.until("the cosigned one is shown", () -> {
                try {
                    return new String(get(shown).body(), StandardCharsets.UTF_8).contains("\n— witness.example ");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            var checkpoint = get(shown);
            assertThat(checkpoint.statusCode()).as("for anybody").isEqualTo(200);
            cosignedAsC2spHasIt(new String(checkpoint.body(), StandardCharsets.UTF_8), cosigner.verifierKey());
            verified(server, logKey, cosigner.verifierKey());
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
