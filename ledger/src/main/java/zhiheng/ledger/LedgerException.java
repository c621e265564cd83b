package zhiheng.ledger;

import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/** Something the reader must act on: where, what, what to do, in both languages. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Text text;

    LedgerException(String zh, String en) {
        this(new Text(zh, en), null);
    }

    LedgerException(String zh, String en, @Nullable Throwable cause) {
        this(new Text(zh, en), cause);
    }

    LedgerException(Text text, @Nullable Throwable cause) {
        super(text.en(), cause);
        this.text = text;
    }

    public Text text() {
        return text;
    }
}
