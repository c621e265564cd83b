package zhiheng.server.ground.page;

import java.util.Comparator;

/**
 * A tier as a light: colour by {@code tone}, shape and word.
 *
 * @param tone ban, high, some, low, guide (of what binds nobody) or none; the style sheet names its colour {@code tier-TONE}
 */
public record Tier(String pack, String jurisdiction, String instrument, String tone, String word) {
    /** From this {@link #gravity} on a tier asks for nothing, or next to nothing: minimal risk, out of scope. */
    public static final int NO_MATTER = 3;

    /** Of several laws what binds stands first; else the order stays. */
    public static final Comparator<Tier> LAW_FIRST =
            Comparator.comparing(tier -> tier.tone().equals("guide"));

    public String shape() {
        return switch (tone) {
            case "ban" -> "■";
            case "high" -> "▲";
            case "some" -> "◆";
            case "low" -> "●";
            case "guide" -> "◇";
            default -> "○";
        };
    }

    /** 0 for what is banned, and more the less grave it is. */
    public int gravity() {
        return switch (tone) {
            case "ban" -> 0;
            case "high" -> 1;
            case "some" -> 2;
            case "low" -> NO_MATTER;
            default -> NO_MATTER + 1;
        };
    }

    /** The same tier with the day on which it begins in its word. */
    public Tier from(String since) {
        return new Tier(pack, jurisdiction, instrument, tone, word + " · " + since);
    }
}
