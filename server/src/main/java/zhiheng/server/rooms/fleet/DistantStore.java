package zhiheng.server.rooms.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zhiheng.base.OwnerOnly;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.journal.InteractionStore;
import zhiheng.gateway.journal.Parcel;
import zhiheng.gateway.journal.Position;
import zhiheng.server.ground.identity.Secrets;
import zhiheng.server.rooms.traffic.Vault;

/**
 * The office as the store of a gateway's journal. The office remembers the place up to which it has a journal, in the transaction that
 * takes a batch in; a copy of it lies beside the journal, so that a start needs no office. Where the two differ the office's counts.
 */
final class DistantStore implements InteractionStore {
    private static final System.Logger LOG = System.getLogger(DistantStore.class.getName());
    private static final int CONFLICT = 409;

    private final OfficeLine line;
    private final Vault vault;
    private final Path file;
    private final String journal;
    private Position reached;

    DistantStore(OfficeLine line, Vault vault, Path folder) throws IOException {
        this.line = line;
        this.vault = vault;
        OwnerOnly.folders(folder);
        file = folder.resolve("position");
        if (Files.exists(file)) {
            var words = Files.readString(file).strip().split(" ");
            journal = words[0];
            reached = new Position(Long.parseLong(words[1]), Long.parseLong(words[2]));
        } else {
            journal = Secrets.random().substring(0, 20).replaceAll("^-", "0");
            reached = Position.START;
            note();
        }
    }

    static String place(String id) {
        return "content " + id;
    }

    @Override
    public Position position() {
        return reached;
    }

    @Override
    public void insert(List<Interaction> interactions, Map<String, byte[]> contents, Position next) throws Exception {
        var plain = new HashMap<String, byte[]>();
        contents.forEach((id, sealedContent) -> plain.put(id, vault.open(sealedContent, place(id))));
        var batch = new Parcel(interactions, plain).bytes();
        try {
            send(reached, next, batch);
        } catch (OfficeLine.Refused e) {
            if (e.status() != CONFLICT) {
                throw e;
            }
            var there = officePosition();
            if (there.compareTo(reached) > 0) {
                reached = there;
                note();
                if (!there.equals(next)) {
                    throw new Further(there);
                }
                return;
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the office has this journal up to {0} and had it up to {1}: it was restored from an older backup, and"
                            + " the records between are no longer here",
                    there,
                    reached);
            send(there, next, batch);
        }
        reached = next;
        note();
    }

    private void send(Position from, Position next, byte[] batch) throws IOException, InterruptedException {
        line.records(
                "?journal=" + journal + "&segment=" + from.segment() + "&offset=" + from.offset() + "&nextSegment="
                        + next.segment() + "&nextOffset=" + next.offset(),
                batch);
    }

    private Position officePosition() throws IOException, InterruptedException {
        var json = line.position(journal);
        if (json.get("segment") instanceof Number segment && json.get("offset") instanceof Number offset) {
            return new Position(segment.longValue(), offset.longValue());
        }
        throw new IOException("the office names no position");
    }

    private void note() throws IOException {
        var beside = file.resolveSibling("position.new");
        try (var out = OwnerOnly.write(beside)) {
            out.write((journal + " " + reached.segment() + " " + reached.offset() + "\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
