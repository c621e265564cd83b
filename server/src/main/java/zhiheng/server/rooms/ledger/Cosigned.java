package zhiheng.server.rooms.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import zhiheng.ledger.Checkpoint;
import zhiheng.ledger.Ledger;
import zhiheng.ledger.ProofFile;

/**
 * The checkpoint that those who follow the log are shown: the newest with the witness's cosignature (C2SP tlog-cosignature), which lags
 * behind the log by one visit to the witness. Where the witness was not reached for some minutes, the newest one with the log's signature
 * alone: who asks for a cosignature refuses it then, and everybody else sees how the log grows.
 */
final class Cosigned {
    static final Duration FRESH = Duration.ofMinutes(5);

    private final Clock clock;
    private volatile @Nullable Kept kept;

    private record Kept(String note, Instant at) {}

    Cosigned(Clock clock) {
        this.clock = clock;
    }

    void keep(String note) {
        kept = new Kept(note, clock.instant());
    }

    /** With the cosignature of the last minutes, or with the log's signature alone. */
    String checkpoint(Ledger log) {
        var last = kept;
        return last != null && clock.instant().isBefore(last.at.plus(FRESH)) ? last.note : log.signedCheckpoint();
    }

    /** The proof of one entry in the newest checkpoint that others vouch for, else in the newest one. */
    String proof(Ledger log, long index) {
        var note = checkpoint(log);
        if (Checkpoint.open(note, log.verifierKey()).size() <= index) {
            note = log.checkpoint();
        }
        var size = Checkpoint.open(note, log.verifierKey()).size();
        return ProofFile.write(index, log.entryBytes(index), log.inclusionProof(index, size), note);
    }
}
