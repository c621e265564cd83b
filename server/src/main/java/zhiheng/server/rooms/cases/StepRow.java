package zhiheng.server.rooms.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.cases.Deed;
import zhiheng.cases.Event;

/**
 * One event that a case took.
 *
 * @param event null for its opening and for a change of version
 * @param words what was said with it; "" for nothing; {@code salt} of their digest
 * @param ledgerIndex -1 until it is in the ledger
 */
public record StepRow(
        long step, @Nullable Event event, List<Deed> deeds, String words, String salt, long ledgerIndex) {}
