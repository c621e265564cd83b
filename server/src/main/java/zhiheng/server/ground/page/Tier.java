package zhiheng.server.ground.page;

/**
 * A tier as a light: colour by {@code tone}, shape and word.
 *
 * @param tone ban, high, some, low or none; the style sheet names its colour {@code tier-TONE}
 */
public record Tier(String pack, String jurisdiction, String instrument, String tone, String word) {
    public String shape() {
        return switch (tone) {
            case "ban" -> "■";
            case "high" -> "▲";
            case "some" -> "◆";
            case "low" -> "●";
            default -> "○";
        };
    }

    /** The same tier with the day on which it begins in its word. */
    public Tier from(String since) {
        return new Tier(pack, jurisdiction, instrument, tone, word + " · " + since);
    }
}
