package zhiheng.gateway.wire;

import zhiheng.base.Text;

/** A call that cannot be read: which parameter is wrong, and how. */
final class BadCall extends Exception {
    final String param;

    BadCall(String param, String zh, String en) {
        super(Errors.both(new Text(zh, en)), null, false, false);
        this.param = param;
    }

    /** As the caller is told. */
    String json() {
        return Errors.json(String.valueOf(getMessage()), Errors.INVALID, param, "invalid_request");
    }
}
