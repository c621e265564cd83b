/**
 * The Merkle log: append, checkpoint, proofs, verify. Files are C2SP tlog-tiles, so tools that are not ours can check
 * them. Start at {@link zhiheng.ledger.Ledger}.
 */
@NullMarked
package zhiheng.ledger;

import org.jspecify.annotations.NullMarked;
