package zhiheng.server.ground.page;

/**
 * A tier as a light: colour by {@code tone}, shape and word.
 *
 * @param tone ban, high, some, low or none; the style sheet names its colour {@code tier-TONE}
 */
public record Tier(String pack, String jurisdiction, String instrument, String tone, String word) {
    /** From this {@link #gravity} on a tier asks for nothing, or next to nothing: minimal risk, out of scope. */
    public static final int NO_MATTER = 3;

    public String shape() {
        return switch (tone) {
            case "ban" -> "■";
            case "high" -> "▲";
            case "some" -> "◆";
            case "low" -> "●";
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
