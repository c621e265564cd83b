package zhiheng.ledger;

import org.jspecify.annotations.Nullable;

/** Something the reader must act on: where, what, what to do, in both languages. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String zh;

    LedgerException(String zh, String en) {
        this(zh, en, null);
    }

    LedgerException(String zh, String en, @Nullable Throwable cause) {
        super(en, cause);
        this.zh = zh;
    }

    public String zh() {
        return zh;
    }

    public String en() {
        return String.valueOf(getMessage());
    }
}
