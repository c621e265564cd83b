package zhiheng.server.ground.page;

/** Cells of tables that go into spreadsheets. */
public final class Cells {
    private Cells() {}

    /** Makes text of what a spreadsheet would calculate. */
    public static String harmless(String cell) {
        return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
