package zhiheng.labels;

import java.io.IOException;

/** The file is damaged, hostile, or uses what is not supported; the reason is for people. */
final class BadFile extends IOException {
    private static final long serialVersionUID = 1;
    private final transient Bilingual reason;

    BadFile(String zh, String en) {
        super(en);
        this.reason = new Bilingual(zh, en);
    }

    Bilingual reason() {
        return reason;
    }
}
