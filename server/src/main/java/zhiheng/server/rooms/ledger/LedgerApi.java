package zhiheng.server.rooms.ledger;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.ledger.Ledger;
import zhiheng.office.Office;
import zhiheng.office.acts.Json;
import zhiheng.office.people.Access;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.http.Reply;

/**
 * The ledger: entries with their proofs, and the files of C2SP tlog-tiles. Entry bundles hold the facts of everybody's
 * systems, so only those who may see all systems get them; hash tiles and checkpoints tell nothing.
 */
record LedgerApi(Office office, Ledger ledger, boolean open, Cosigned cosigned) {
    /** The addresses of tlog-tiles: level or "entries", then the index in groups of three digits, then perhaps a partial width. */
    private static final Pattern TILE =
            Pattern.compile("/ledger/(tile/(?:entries|[0-9]{1,2})/(?:x[0-9]{3}/){0,6}[0-9]{3}(?:\\.p/[0-9]{1,3})?)");

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                        "/api/v1/ledger",
                        call -> Reply.json(map(
                                "size", ledger.size(),
                                "checkpoint", ledger.signedCheckpoint(),
                                "verifierKey", ledger.verifierKey()))),
                Endpoint.get("/api/v1/ledger/:index", this::proof),
                Endpoint.get("/api/v1/ledger/:index/proof", this::file),
                Endpoint.delete("/api/v1/ledger/:index/words", this::eraseWords),
                Endpoint.get("/api/v1/ledger/proofs/consistency", this::consistency),
                follow("/ledger/checkpoint", call -> note(cosigned.checkpoint(ledger))),
                follow("/ledger/verifier-key", call -> note(ledger.verifierKey() + "\n")),
                Endpoint.get("/ledger/tile/entries/*", this::tile),
                follow("/ledger/tile/*", this::tile));
    }

    /** For anybody where the operator says so. */
    private Endpoint follow(String path, Endpoint.Handler handler) {
        return open ? Endpoint.open(HttpMethod.GET, path, Endpoint.Body.NONE, handler) : Endpoint.get(path, handler);
    }

    private static Reply note(String text) {
        return Reply.bytes("text/plain; charset=utf-8", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static long index(Call call) {
        var text = call.path("index");
        if (!text.matches("[0-9]{1,15}")) {
            throw Access.notFound();
        }
        return Long.parseLong(text);
    }

    /** What was said in the act goes, the entry with its digest stays. */
    private Reply eraseWords(Call call) {
        office.registry().eraseWords(call.actor(), index(call));
        return Reply.nothing();
    }

    /** That the tree of {@code to} entries begins with that of {@code from} (RFC 9162 2.1.4); {@code to} may be left out. */
    private Reply consistency(Call call) {
        var checkpoint = ledger.signedCheckpoint();
        long to = size(call.query("to"), size(checkpoint));
        long from = size(call.query("from"), -1);
        if (from < 0 || from > to || to > ledger.size()) {
            throw Problem.badRequest(
                    "from 与 to 须为条目数，且 0 ≤ from ≤ to ≤ " + ledger.size() + "。",
                    "from and to are numbers of entries, 0 ≤ from ≤ to ≤ " + ledger.size() + ".");
        }
        var base64 = Base64.getEncoder();
        return Reply.json(map(
                "from",
                from,
                "to",
                to,
                "fromRoot",
                base64.encodeToString(ledger.root(from)),
                "toRoot",
                base64.encodeToString(ledger.root(to)),
                "proof",
                ledger.consistencyProof(from, to).stream()
                        .map(base64::encodeToString)
                        .toList(),
                "checkpoint",
                checkpoint));
    }

    private static long size(@Nullable String text, long otherwise) {
        return text == null || text.isEmpty() ? otherwise : text.matches("[0-9]{1,15}") ? Long.parseLong(text) : -1;
    }

    /** As the page hands it over, to be verified offline. */
    private Reply file(Call call) {
        var index = index(call);
        if (index >= ledger.size() || !office.registry().mayRead(call.actor(), index)) {
            throw Access.notFound();
        }
        return note(cosigned.proof(ledger, index));
    }

    private Reply proof(Call call) {
        var index = index(call);
        if (index >= ledger.size() || !office.registry().mayRead(call.actor(), index)) {
            throw Access.notFound();
        }
        var checkpoint = size(ledger.signedCheckpoint()) > index ? ledger.signedCheckpoint() : ledger.checkpoint();
        var size = size(checkpoint);
        var entry = ledger.entry(index);
        var base64 = Base64.getEncoder();
        return Reply.json(map(
                "index",
                index,
                "size",
                size,
                "entry",
                map(
                        "time", entry.time(),
                        "actor", entry.actor(),
                        "act", entry.act(),
                        "subject", entry.subject(),
                        "evidence", entry.evidenceSha256Hex(),
                        "body", Json.readMap(entry.bodyJson())),
                "words",
                office.registry().words(call.actor(), index),
                "leaf",
                base64.encodeToString(ledger.entryBytes(index)),
                "proof",
                ledger.inclusionProof(index, size).stream()
                        .map(base64::encodeToString)
                        .toList(),
                "checkpoint",
                checkpoint));
    }

    /** A checkpoint's second line is the size. */
    private static long size(String checkpoint) {
        return Long.parseLong(checkpoint.lines().skip(1).findFirst().orElse("0"));
    }

    private Reply tile(Call call) throws IOException {
        var path = TILE.matcher(call.request().path());
        if (!path.matches()) {
            throw Access.notFound();
        }
        var file = path.group(1);
        if (file.startsWith("tile/entries/") && !call.actor().role().seesAll()) {
            throw Access.notFound();
        }
        try {
            var reply = Reply.bytes(
                    "application/octet-stream", Files.readAllBytes(ledger.dir().resolve(file)));
            boolean whole = !file.contains(".p/"); // a full tile never changes (C2SP tlog-tiles)
            return open && whole && !file.startsWith("tile/entries/")
                    ? reply.with("Cache-Control", "public, max-age=31536000, immutable")
                    : reply;
        } catch (NoSuchFileException e) {
            throw Access.notFound();
        }
    }
}
