package zhiheng.office.acts;

/** Where it is decided which entry comes after which. */
public enum Order {
    /** In the ledger, which has one writer; the database is told the places. */
    LEDGER,
    /** In the database, with the commit that makes the act; its one writer at a time is fenced, ledgers follow it, see {@link LogCopy}. */
    DATABASE
}
