package zhiheng.server.cli;

import zhiheng.packs.Text;

/** The call or its input is wrong; the message, in both languages, says what to do. Exit code 2. */
final class SpokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Text text;

    SpokenException(String zh, String en) {
        super(en);
        this.text = new Text(zh, en);
    }

    Text text() {
        return text;
    }
}
