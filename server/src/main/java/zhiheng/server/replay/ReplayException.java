package zhiheng.server.replay;

import zhiheng.packs.Text;

/** Why a file or a setting cannot be replayed. */
public final class ReplayException extends RuntimeException {
    private final transient Text text;

    ReplayException(String zh, String en) {
        super(zh + " / " + en);
        text = new Text(zh, en);
    }

    public Text text() {
        return text;
    }
}
