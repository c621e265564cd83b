package zhiheng.cases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import zhiheng.cases.Procedure.Move;
import zhiheng.cases.Procedure.Stage;

/**
 * Where the stages of a procedure stand when it is drawn: columns by how many moves away from the start, and orthogonal lines
 * that run in the gaps between columns and in lanes below all stages, so that none crosses a stage.
 */
record Layout(Map<String, Box> boxes, List<Line> lines, int width, int height) {
    static final int BOX_WIDTH = 190;
    static final int BOX_HEIGHT = 64;
    static final int LEFT = 110;
    private static final int TOP = 40;
    private static final int GAP = 230;
    private static final int ROW = 84;
    private static final int STEP = 14;
    private static final int LANE = 26;

    record Box(Stage stage, int x, int y, int width, int height) {
        int right() {
            return x + width;
        }

        int middle() {
            return y + height / 2;
        }
    }

    record Point(int x, int y) {}

    /** @param label where its words begin */
    record Line(Stage from, Move move, List<Point> points, Point label) {}

    /** @param rowHeight more than a stage's height where something hangs below a stage */
    static Layout of(Procedure procedure, int rowHeight) {
        var ranks = ranks(procedure);
        var rows = new HashMap<Integer, Integer>();
        var boxes = new LinkedHashMap<String, Box>();
        int most = 0;
        for (var stage : procedure.stages()) {
            int rank = Objects.requireNonNull(ranks.get(stage.id()));
            int row = rows.merge(rank, 1, Integer::sum) - 1;
            most = Math.max(most, row + 1);
            boxes.put(
                    stage.id(),
                    new Box(
                            stage,
                            LEFT + rank * (BOX_WIDTH + GAP),
                            TOP + row * (ROW + rowHeight),
                            BOX_WIDTH,
                            BOX_HEIGHT));
        }
        int lane = TOP + most * (ROW + rowHeight);
        var out = new HashMap<String, Integer>();
        var in = new HashMap<String, Integer>();
        var gaps = new HashMap<Integer, Integer>();
        var lines = new ArrayList<Line>();
        for (var stage : procedure.stages()) {
            var from = Objects.requireNonNull(boxes.get(stage.id()));
            for (var move : stage.moves()) {
                var to = Objects.requireNonNull(boxes.get(move.to()));
                int rank = Objects.requireNonNull(ranks.get(stage.id()));
                int next = Objects.requireNonNull(ranks.get(move.to()));
                int leave = from.y() + 10 + STEP * (out.merge(stage.id(), 1, Integer::sum) - 1) % (BOX_HEIGHT - 14);
                int enter = to.y() + 10 + STEP * (in.merge(move.to(), 1, Integer::sum) - 1) % (BOX_HEIGHT - 14);
                int gap = from.right() + 34 + 7 * (gaps.merge(rank, 1, Integer::sum) - 1) % 70;
                if (next == rank + 1) {
                    lines.add(new Line(
                            stage,
                            move,
                            List.of(
                                    new Point(from.right(), leave),
                                    new Point(gap, leave),
                                    new Point(gap, enter),
                                    new Point(to.x(), enter)),
                            new Point(to.x() - 136, enter - 3)));
                    continue;
                }
                int before = to.x() - 14 - 7 * (gaps.merge(-1 - next, 1, Integer::sum) - 1) % 70;
                lines.add(new Line(
                        stage,
                        move,
                        List.of(
                                new Point(from.right(), leave),
                                new Point(gap, leave),
                                new Point(gap, lane),
                                new Point(before, lane),
                                new Point(before, enter),
                                new Point(to.x(), enter)),
                        new Point(Math.min(gap, before) + 8, lane - 4)));
                lane += LANE;
            }
        }
        int columns = ranks.values().stream().mapToInt(r -> r).max().orElse(0) + 1;
        return new Layout(boxes, List.copyOf(lines), LEFT + columns * (BOX_WIDTH + GAP) - GAP + 60, lane + 20);
    }

    /** How many moves away from the start each stage is. */
    private static Map<String, Integer> ranks(Procedure procedure) {
        var ranks = new HashMap<String, Integer>();
        ranks.put(procedure.start().id(), 0);
        var todo = new ArrayList<>(List.of(procedure.start().id()));
        for (int i = 0; i < todo.size(); i++) {
            for (var move : procedure.stage(todo.get(i)).moves()) {
                if (!ranks.containsKey(move.to())) {
                    ranks.put(move.to(), Objects.requireNonNull(ranks.get(todo.get(i))) + 1);
                    todo.add(move.to());
                }
            }
        }
        procedure.stages().forEach(s -> ranks.putIfAbsent(s.id(), 0));
        return ranks;
    }
}
