package zhiheng.office.acts;

/** The change is stored, but the ledger could not take its entry yet; it is appended with the next change or at the next start. */
public final class LedgerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LedgerUnavailable(Throwable cause) {
        super(
                "The change is stored, but its ledger entry is still to be written. Check the disk of the ledger.",
                cause);
    }
}
