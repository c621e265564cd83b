package zhiheng.ledger;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Brings a log's checkpoints to a witness, and asks it for the newest that it cosigned. Blocks. */
public final class WitnessClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int MOST_BYTES = 64 << 10;

    private final URI base;
    private final String verifierKey;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    /** How far the witness has seen the log, as far as is known here. */
    private long witnessed;

    /** @param base such as {@code https://witness.example}; {@code verifierKey} of the witness */
    public WitnessClient(URI base, String verifierKey) {
        this.base = base.toString().endsWith("/") ? base : URI.create(base + "/");
        this.verifierKey = verifierKey;
    }

    /**
     * Has the newest checkpoint cosigned. Returns it with both signatures. LedgerException when the witness refuses, above all when it has
     * seen another log under this name.
     */
    public synchronized String cosign(Ledger log) {
        String note = log.signedCheckpoint();
        long size = Checkpoint.open(note, log.verifierKey()).size();
        for (int i = 0; i < 2; i++) {
            if (witnessed > size) {
                throw new LedgerException(
                        "见证 " + base + " 已见过 " + witnessed + " 条，日志却只有 " + size + " 条：日志被截短或回退。",
                        "The witness " + base + " has seen " + witnessed + " entries, the log has " + size
                                + ": it was cut or rolled back.");
            }
            var body = new StringBuilder("old " + witnessed + "\n");
            if (witnessed > 0) {
                log.consistencyProof(witnessed, size)
                        .forEach(hash -> body.append(Base64.getEncoder().encodeToString(hash))
                                .append('\n'));
            }
            var answer = send(HttpRequest.newBuilder(base.resolve("add-checkpoint"))
                    .POST(BodyPublishers.ofString(body + "\n" + note)));
            if (answer.statusCode() == 200) {
                var cosigned = note + answer.body();
                Cosigner.cosigned(cosigned, verifierKey);
                witnessed = size;
                return cosigned;
            }
            if (answer.statusCode() != 409 || !answer.body().strip().matches("[0-9]{1,18}")) {
                throw refused(answer);
            }
            witnessed = Long.parseLong(answer.body().strip());
        }
        throw new LedgerException(
                "见证 " + base + " 见过另一个同名日志：日志分叉。",
                "The witness " + base + " has seen another log of this name: a fork.");
    }

    /** The newest checkpoint that the witness cosigned of the log of that name; empty when it never saw one. */
    public Optional<String> newest(String origin) {
        var answer = send(HttpRequest.newBuilder(base.resolve("newest/" + Witness.place(origin))));
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        if (answer.statusCode() != 200) {
            throw refused(answer);
        }
        Cosigner.cosigned(answer.body(), verifierKey);
        return Optional.of(answer.body());
    }

    private LedgerException refused(HttpResponse<String> answer) {
        return new LedgerException(
                "见证 " + base + " 拒绝（" + answer.statusCode() + "）："
                        + answer.body().strip(),
                "The witness " + base + " refused (" + answer.statusCode() + "): "
                        + answer.body().strip());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(
                    request.timeout(TIMEOUT).build(), BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
        } catch (IOException e) {
            throw new LedgerException(
                    "无法访问见证 " + base + "：" + e, "The witness " + base + " cannot be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException("被中断。", "Interrupted.", e);
        }
    }
}
