package zhiheng.gateway.testing;

/** The bank card of the tests. */
public final class Cards {
    /** Where its number begins; not where the letters and digits of an id happen to spell it. */
    public static final String NUMBER = "(?<![0-9a-f-])4111";

    private Cards() {}
}
