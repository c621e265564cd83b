package zhiheng.server.ground.page;

/** The head of a column of a table; numbers stand at its right edge. */
public record Column(String title, boolean numeric) {
    public static Column of(String title) {
        return new Column(title, false);
    }

    public static Column ofNumbers(String title) {
        return new Column(title, true);
    }
}
