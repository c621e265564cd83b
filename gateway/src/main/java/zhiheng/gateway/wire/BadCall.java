package zhiheng.gateway.wire;

/** A call that cannot be read. */
final class BadCall extends Exception {
    final String param;

    BadCall(String param, String message) {
        super(message, null, false, false);
        this.param = param;
    }
}
