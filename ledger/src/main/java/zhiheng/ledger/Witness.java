package zhiheng.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zhiheng.base.OwnerOnly;

/**
 * A witness of logs that others keep (C2SP tlog-witness): it cosigns a checkpoint that is consistent with the last one it cosigned of
 * the same log, and no other. So a log cannot be cut or rewritten unseen, not even by who holds its key.
 */
public final class Witness {
    /** A proof has no more hashes than the tree has levels. */
    private static final int MOST_HASHES = 63;

    private final Path folder;
    private final Cosigner cosigner;
    private final Map<String, String> keys = new HashMap<>();
    private final Clock clock;

    /** What is answered to a request. */
    public record Answer(int status, String contentType, String body) {
        static Answer of(int status, String words) {
            return new Answer(status, "text/plain; charset=utf-8", words + "\n");
        }
    }

    /** @param verifierKeys of the logs that it witnesses */
    public Witness(Path folder, Cosigner cosigner, List<String> verifierKeys, Clock clock) {
        this.folder = folder;
        this.cosigner = cosigner;
        this.clock = clock;
        verifierKeys.forEach(key -> keys.put(NoteKey.verifier(key).name(), key));
        try {
            OwnerOnly.folder(folder);
        } catch (IOException e) {
            throw new LedgerException(
                    "无法使用目录 " + folder + "：" + e, "The folder " + folder + " cannot be used: " + e, e);
        }
    }

    /** Under which the newest checkpoint of a log is asked for. */
    public static String place(String origin) {
        return HexFormat.of().formatHex(Hasher.sha256().digest(origin.getBytes(StandardCharsets.UTF_8)));
    }

    /** The newest checkpoint that was cosigned of the log at {@link #place}, with both signatures. */
    public synchronized Optional<String> newest(String place) {
        try {
            Path file = folder.resolve(place);
            return place.matches("[0-9a-f]{64}") && Files.exists(file)
                    ? Optional.of(Files.readString(file))
                    : Optional.empty();
        } catch (IOException e) {
            throw new LedgerException("无法读取：" + e, "It cannot be read: " + e, e);
        }
    }

    /** Answers a request {@code add-checkpoint}. */
    public synchronized Answer add(String body) {
        int blank = body.indexOf("\n\n");
        String[] head = blank < 0 ? new String[0] : body.substring(0, blank).split("\n", -1);
        if (head.length == 0 || head.length > 1 + MOST_HASHES || !head[0].matches("old (0|[1-9][0-9]{0,17})")) {
            return Answer.of(400, "the request is not of the form of tlog-witness");
        }
        long old = Long.parseLong(head[0].substring(4));
        var proof = new ArrayList<byte[]>();
        for (int i = 1; i < head.length; i++) {
            byte[] hash = NoteKey.base64(head[i]);
            if (hash == null || hash.length != Hasher.BYTES) {
                return Answer.of(400, "a hash of the proof is not of the right form");
            }
            proof.add(hash);
        }
        return judged(old, proof, body.substring(blank + 2));
    }

    private Answer judged(long old, List<byte[]> proof, String note) {
        Checkpoint seen;
        try {
            seen = Checkpoint.parse(note);
        } catch (LedgerException e) {
            return Answer.of(400, "the checkpoint is not of the right form");
        }
        String key = keys.get(seen.origin());
        if (key == null) {
            return Answer.of(404, "this log is not witnessed here");
        }
        String text;
        try {
            text = NoteKey.verifier(key).open(note);
        } catch (LedgerException e) {
            return Answer.of(403, "the log's signature is not valid");
        }
        var checkpoint = Checkpoint.parse(text);
        var last = newest(place(checkpoint.origin())).map(Checkpoint::parse);
        long known = last.map(Checkpoint::size).orElse(0L);
        if (old > checkpoint.size()) {
            return Answer.of(400, "the old size is larger than the new one");
        }
        if (old != known) {
            return new Answer(409, "text/x.tlog.size", known + "\n");
        }
        byte[] before = last.map(Checkpoint::root).orElseGet(() -> new Hasher().empty());
        if (old == checkpoint.size() && !Arrays.equals(before, checkpoint.root())) {
            return new Answer(409, "text/x.tlog.size", known + "\n");
        }
        boolean first = old == 0;
        if (first
                ? !proof.isEmpty()
                : !Proofs.verifyConsistency(old, before, checkpoint.size(), checkpoint.root(), proof)) {
            return Answer.of(422, "the proof does not hold: the log does not begin with what was witnessed");
        }
        String line = cosigner.cosign(text, clock.instant());
        keep(place(checkpoint.origin()), note + line);
        return new Answer(200, "text/plain; charset=utf-8", line);
    }

    /** Durable before the cosignature is handed out. */
    private void keep(String place, String note) {
        try {
            Path beside = folder.resolve(place + ".new");
            Files.deleteIfExists(beside);
            OwnerOnly.make(beside);
            try (var channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(
                    beside, folder.resolve(place), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw new LedgerException("见证记录无法写入：" + e, "What was witnessed cannot be written down: " + e, e);
        }
    }
}
