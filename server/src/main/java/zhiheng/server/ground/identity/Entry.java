package zhiheng.server.ground.identity;

/** What came of an attempt to sign in. */
public sealed interface Entry {
    /** The person is in. */
    record In(Session session) implements Entry {}

    /**
     * The password was right and a code is wanted.
     *
     * @param ticket stands for the password that was right, for a few minutes
     */
    record CodeWanted(String ticket) implements Entry {}

    /** An unknown login, a wrong password or code, a ticket that is too old: alike. */
    record Refused() implements Entry {}
}
