package zhiheng.server;

import zhiheng.packs.Text;

/** The server cannot start; says why and what to do. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Text text;

    public StartException(Text text, Throwable cause) {
        super(text.en(), cause);
        this.text = text;
    }

    public StartException(Text text) {
        super(text.en());
        this.text = text;
    }

    public Text text() {
        return text;
    }
}
