package zhiheng.server.web.view;

/** The state of a duty as a light: colour by {@code tone}, shape and word. */
public record State(String tone, String word) {
    public String shape() {
        return switch (tone) {
            case "late" -> "▲";
            case "doing" -> "◐";
            case "met" -> "●";
            case "exempt" -> "◇";
            case "not" -> "—";
            default -> "○";
        };
    }
}
