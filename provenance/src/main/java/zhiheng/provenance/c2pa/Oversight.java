package zhiheng.provenance.c2pa;

import java.util.Locale;

/** How far people looked at what a model made, in the words of C2PA 2.4. */
public enum Oversight {
    /** Nobody looked at it. */
    FULLY_AUTONOMOUS,
    /** A person gave the prompt; nobody approved what came of it. */
    PROMPT_GUIDED,
    /** A person approved it before it went out. */
    HUMAN_VALIDATED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
