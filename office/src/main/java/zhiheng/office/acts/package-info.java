/** Acts: every change is stored together with the entry that reports it to the ledger. Uses people. */
@NullMarked
package zhiheng.office.acts;

import org.jspecify.annotations.NullMarked;
