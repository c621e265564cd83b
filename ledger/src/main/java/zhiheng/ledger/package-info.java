@NullMarked
package zhiheng.ledger;

import org.jspecify.annotations.NullMarked;
