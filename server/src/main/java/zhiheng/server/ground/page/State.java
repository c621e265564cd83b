package zhiheng.server.ground.page;

/**
 * The state of a duty, or the verdict on a file, as a light: colour by {@code tone}, shape and word.
 *
 * @param tone late, gap, doing, told, met, exempt, not or open; the style sheet names its colour {@code state-TONE}
 */
public record State(String tone, String word) {
    /** @param verdict the word of the verdict: compliant, non-compliant, none or inconclusive */
    public static State ofVerdict(String verdict, Words words) {
        var tone = switch (verdict) {
            case "compliant" -> "met";
            case "non-compliant" -> "late";
            case "inconclusive" -> "doing";
            default -> "open";
        };
        return new State(tone, words.t("verdict." + verdict));
    }

    public String shape() {
        return switch (tone) {
            case "late" -> "▲";
            case "gap" -> "◣";
            case "doing" -> "◐";
            case "met" -> "●";
            case "exempt" -> "◇";
            case "told" -> "◆";
            case "not" -> "—";
            default -> "○";
        };
    }
}
