package zhiheng.server.ground.identity;

/** How somebody came in. */
public enum Way {
    /** Password, and a code where a second factor is set up. */
    PASSWORD,
    /** An identity provider vouched for the person; the second factor was its matter. */
    PROVIDER
}
