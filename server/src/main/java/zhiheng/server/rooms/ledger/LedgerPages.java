package zhiheng.server.rooms.ledger;

import io.vertx.ext.web.Router;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import zhiheng.ledger.Checkpoint;
import zhiheng.ledger.ProofFile;
import zhiheng.ledger.Proofs;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** The ledger: checkpoint, entries, and for each entry the proof, recomputed before the reader's eyes. */
final class LedgerPages {
    /** Where a subject that is neither a system nor an organisation is shown, by what its id begins with. */
    private static final Map<String, String> PAGES =
            Map.of("alert", "/alerts/", "case", "/cases/", "incident", "/incidents/", "parcel", "/exchange/");

    private static final int ROWS = 50;
    private static final HexFormat HEX = HexFormat.of();
    private final Site site;
    private final Desk desk;
    private final Cosigned cosigned;

    LedgerPages(Site site, Desk desk, Cosigned cosigned) {
        this.cosigned = cosigned;
        this.site = site;
        this.desk = desk;
    }

    void mount(Router router) {
        desk.get(router, "/ledger", this::newest);
        desk.get(router, "/ledger/:index", this::entry);
        desk.get(router, "/ledger/:index/proof", this::proof);
    }

    private static long number(String text, long otherwise) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : otherwise;
    }

    /** Entries the visitor may not read are left out of the list; their hashes are public all the same. */
    private Reply newest(Visit visit) {
        var ledger = site.ledger();
        long size = ledger.size();
        long end = Math.clamp(number(visit.query("before"), size), 0, size);
        long start = Math.max(0, end - ROWS);
        var names = site.people(visit);
        var rows = new ArrayList<LedgerView.Row>();
        for (long i = end - 1; i >= start; i--) {
            if (site.office().registry().mayRead(visit.actor(), i)) {
                rows.add(row(visit, names, i));
            }
        }
        var view = new LedgerView(
                ledger.signedCheckpoint(),
                size,
                ledger.verifierKey(),
                rows,
                start > 0 ? "/ledger?before=" + start : null);
        return desk.page(visit, "ledger", "rooms/ledger/ledger", Map.of("p", view));
    }

    private LedgerView.Row row(Visit visit, Map<String, String> names, long index) {
        var entry = site.ledger().entry(index);
        var lexicon = site.lexicon(visit);
        return new LedgerView.Row(
                index,
                "/ledger/" + index,
                lexicon.when(entry.time()),
                names.getOrDefault(entry.actor(), entry.actor()),
                lexicon.act(entry.act()),
                entry.subject(),
                about(visit, names, entry.subject()));
    }

    /** What an act was about by its name: a system, an organisation, a person; the subject itself where none is known. */
    private LedgerView.About about(Visit visit, Map<String, String> names, String subject) {
        var id = subject.split("/", 2)[0];
        var page = PAGES.get(id);
        if (page != null && subject.length() > id.length() + 1) {
            var number = subject.substring(id.length() + 1).split("/", 2)[0];
            return new LedgerView.About(visit.words.t("subject." + id), page + number);
        }
        var system = site.office().registry().nameOf(visit.actor(), id);
        if (system.isPresent()) {
            return new LedgerView.About(system.get(), "/systems/" + id);
        }
        var org = site.office().orgs().find(visit.actor(), id);
        return new LedgerView.About(org.map(o -> o.name()).orElse(names.getOrDefault(id, subject)), "");
    }

    private Reply entry(Visit visit) {
        var ledger = site.ledger();
        long index = number(visit.in("index"), -1);
        if (index < 0 || index >= ledger.size() || !site.office().registry().mayRead(visit.actor(), index)) {
            return desk.notFound(visit);
        }
        var note = ledger.checkpoint();
        var checkpoint = Checkpoint.open(note, ledger.verifierKey());
        var proof = ledger.inclusionProof(index, checkpoint.size());
        var leaf = Proofs.leafHash(ledger.entryBytes(index));
        var steps = steps(leaf, index, checkpoint.size(), proof);
        var computed = steps.isEmpty() ? HEX.formatHex(leaf) : steps.getLast().result();
        boolean holds = Proofs.verifyInclusion(leaf, index, checkpoint.size(), checkpoint.root(), proof)
                && computed.equals(HEX.formatHex(checkpoint.root()));
        var entry = ledger.entry(index);
        var view = new LedgerView.EntryView(
                row(visit, site.people(visit), index),
                entry.evidenceSha256Hex(),
                entry.bodyJson(),
                site.office().registry().words(visit.actor(), index),
                checkpoint.size(),
                HEX.formatHex(leaf),
                steps,
                computed,
                HEX.formatHex(checkpoint.root()),
                holds,
                note,
                ledger.verifierKey());
        return desk.page(visit, "ledger", "rooms/ledger/entry", Map.of("p", view));
    }

    /** The entry with its proof as a file, for who has neither the folder nor a key to this server. */
    private Reply proof(Visit visit) {
        long index = number(visit.in("index"), -1);
        if (index < 0
                || index >= site.ledger().size()
                || !site.office().registry().mayRead(visit.actor(), index)) {
            return desk.notFound(visit);
        }
        var file = cosigned.proof(site.ledger(), index);
        return new Reply.Download(
                "text/plain; charset=utf-8",
                "ledger-" + index + ProofFile.ENDING,
                file.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** The walk from leaf to root of RFC 9162 section 2.1.3.2, each step kept for the eye. */
    private static List<LedgerView.Step> steps(byte[] leaf, long index, long size, List<byte[]> proof) {
        var steps = new ArrayList<LedgerView.Step>();
        long node = index;
        long last = size - 1;
        byte[] hash = leaf;
        for (var sibling : proof) {
            boolean left = (node & 1) == 1 || node == last;
            hash = left ? join(sibling, hash) : join(hash, sibling);
            while (left && (node & 1) == 0 && node != 0) {
                node >>= 1;
                last >>= 1;
            }
            node >>= 1;
            last >>= 1;
            steps.add(new LedgerView.Step(left, HEX.formatHex(sibling), HEX.formatHex(hash)));
        }
        return steps;
    }

    /** RFC 6962: SHA-256 of a one byte, the left hash and the right hash. */
    private static byte[] join(byte[] left, byte[] right) {
        try {
            var joined = Arrays.copyOf(new byte[] {1}, 1 + left.length + right.length);
            System.arraycopy(left, 0, joined, 1, left.length);
            System.arraycopy(right, 0, joined, 1 + left.length, right.length);
            return MessageDigest.getInstance("SHA-256").digest(joined);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
