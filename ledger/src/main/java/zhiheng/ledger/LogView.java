package zhiheng.ledger;

/** What can be read of a log: by the process that writes it, see {@link Ledger}, or beside it, see {@link LedgerReader}. */
public interface LogView {
    /** How many entries there are. */
    long size();

    /** The leaf as hashed. */
    byte[] entryBytes(long index);

    /** The root over the first {@code treeSize} entries. */
    byte[] root(long treeSize);

    /** Who signs, in note form: name+hash+base64. The name is the log's origin. */
    String verifierKey();

    default Entry entry(long index) {
        return Entry.parse(entryBytes(index));
    }
}
