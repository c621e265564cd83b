package zhiheng.office.jobs;

import zhiheng.base.Refusal;

/** A table of people counted by two things (say sector and region), with the totals of its rows and columns. */
final class Counts {
    private final int rows;
    private final int columns;
    private final int[][] cells; // with totals in the last row and column

    Counts(int[][] inner, int mostCells) {
        rows = inner.length;
        columns = rows == 0 ? 0 : inner[0].length;
        if (rows == 0 || columns == 0 || (long) rows * columns > mostCells) {
            throw Refusal.invalid(
                    "表格须有 1 至 " + mostCells + " 个单元格。", "A table of 1 to " + mostCells + " cells is wanted.");
        }
        cells = new int[rows + 1][columns + 1];
        for (int r = 0; r < rows; r++) {
            if (inner[r].length != columns) {
                throw Refusal.invalid(
                        "第 " + (r + 1) + " 行的列数不同。", "Row " + (r + 1) + " has another number of columns.");
            }
            for (int c = 0; c < columns; c++) {
                if (inner[r][c] < 0) {
                    throw Refusal.invalid("人数不能为负。", "A number of people cannot be negative.");
                }
                cells[r][c] = inner[r][c];
                cells[r][columns] = Math.addExact(cells[r][columns], inner[r][c]);
                cells[rows][c] = Math.addExact(cells[rows][c], inner[r][c]);
                cells[rows][columns] = Math.addExact(cells[rows][columns], inner[r][c]);
            }
        }
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** A cell; the last row and column are totals. */
    int at(int row, int column) {
        return cells[row][column];
    }
}
