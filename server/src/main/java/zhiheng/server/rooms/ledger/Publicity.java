package zhiheng.server.rooms.ledger;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Who follows the ledger from outside.
 *
 * @param open whether checkpoints and hash tiles are for anybody; they tell nothing of what is in entries
 * @param witness where each new checkpoint is cosigned; null for nowhere
 * @param witnessKey the witness's verifier key
 */
public record Publicity(boolean open, @Nullable URI witness, String witnessKey) {
    public static final Publicity NONE = new Publicity(false, null, "");
}
