package zhiheng.packs;

/** A pack, case or system file that cannot be used; the message says file, line, rule and what to do. */
public final class PackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PackException(String message) {
        super(message);
    }
}
