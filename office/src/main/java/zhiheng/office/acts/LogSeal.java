package zhiheng.office.acts;

import java.util.Base64;
import zhiheng.ledger.LogView;

/**
 * What the database knows of the ledger, so that the two cannot be parted unseen: whose log it is and how it stood when the last act
 * became known to be in it.
 *
 * @param verifierKey of the log, its origin included
 * @param size of the log up to that act
 * @param root over these entries, in base64
 */
public record LogSeal(String verifierKey, long size, String root) {
    /** Of the first {@code size} entries. */
    static LogSeal of(LogView log, long size) {
        return new LogSeal(log.verifierKey(), size, Base64.getEncoder().encodeToString(log.root(size)));
    }
}
