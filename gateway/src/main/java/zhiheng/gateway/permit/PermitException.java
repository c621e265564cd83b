package zhiheng.gateway.permit;

/** A change of a permit that was not made, and why. */
public final class PermitException extends RuntimeException {
    private final String zh;
    private final String en;

    public PermitException(String zh, String en) {
        super(zh + " / " + en);
        this.zh = zh;
        this.en = en;
    }

    public String zh() {
        return zh;
    }

    public String en() {
        return en;
    }
}
