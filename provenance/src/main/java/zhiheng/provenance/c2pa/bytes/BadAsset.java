package zhiheng.provenance.c2pa.bytes;

import java.io.IOException;
import zhiheng.base.Text;

/** The file is damaged, hostile, or uses what is not supported; the reason is for people. */
public class BadAsset extends IOException {
    private static final long serialVersionUID = 1;
    private final transient Text reason;

    public BadAsset(String zh, String en) {
        super(en);
        this.reason = new Text(zh, en);
    }

    public Text reason() {
        return reason;
    }
}
