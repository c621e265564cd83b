package zhiheng.packs;

import zhiheng.base.Text;

/**
 * What a rule may decide by its mark of confidence: one rule for every pack. A person who may no longer sell or use a system has a claim to
 * hear that somebody read the sentence which says so; for a duty, good second-hand knowledge is better than silence.
 */
public enum Certainty {
    /** The text, a quotation of it, or what its own authority says in final form was seen. */
    BAN("ACVQGPE"),
    /** Drafts, notices, second-hand sources, memory; and letters that are not listed here. */
    DUTY(""),
    /** Not confirmed by anything. */
    REMARK("U");

    /** Letters that say that nobody saw the text when the rule was written. */
    private static final String UNSEEN = "MKU";

    private final String letters;

    Certainty(String letters) {
        this.letters = letters;
    }

    /** By a letter that a pack declares. */
    public static Certainty of(String letter) {
        return REMARK.has(letter) ? REMARK : BAN.has(letter) ? BAN : DUTY;
    }

    static boolean unseen(String letter) {
        return letter.length() == 1 && UNSEEN.contains(letter);
    }

    private boolean has(String letter) {
        return letter.length() == 1 && letters.contains(letter);
    }

    /** In words, for pages. */
    public Text may() {
        return switch (this) {
            case BAN -> new Text("可以决定一切，包括禁止", "may decide everything, bans included");
            case DUTY -> new Text("可以决定分级和义务，从不决定禁止", "may decide tiers and duties, never a ban");
            case REMARK -> new Text("只作提示", "may only be a remark");
        };
    }
}
