package zhiheng.server.rooms.assess;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.target.Column;
import zhiheng.drills.target.Relation;
import zhiheng.drills.target.Table;
import zhiheng.packs.PackException;
import zhiheng.packs.Yaml;

/**
 * What somebody says of the rows of his own classifier: columns in the order in which the model reads them, what may change in each, and
 * what must hold between them.
 *
 * @param classes names of the classes; empty where none are given
 */
record TableFile(Table table, List<Text> classes) {
    private static final int MOST_BYTES = 1 << 20;
    private static final Set<String> TOP = Yaml.Words.ordered("columns", "relations", "classes");
    private static final Set<String> COLUMN = Yaml.Words.ordered("id", "name", "min", "max", "whole", "move", "cost");
    private static final Set<String> RELATION =
            Yaml.Words.ordered("ratio", "over", "under", "sum", "of", "above", "other", "gap");
    private static final Map<String, Column.Move> MOVES = Map.of(
            "fixed", Column.Move.FIXED,
            "up", Column.Move.UP,
            "down", Column.Move.DOWN,
            "free", Column.Move.FREE,
            "derived", Column.Move.DERIVED);

    /** @throws Refusal with file and line where something is wrong */
    static TableFile read(Path file) {
        try {
            var top = Yaml.read(file, MOST_BYTES).fields(TOP);
            var numbers = new HashMap<String, Integer>();
            var columns = new ArrayList<Column>();
            for (var yaml : top.required("columns").list()) {
                var column = column(yaml);
                if (numbers.put(column.id(), columns.size()) != null) {
                    throw yaml.error("a second column '" + column.id() + "'");
                }
                columns.add(column);
            }
            var relations = new ArrayList<Relation>();
            var given = top.optional("relations");
            for (var yaml : given == null ? List.<Yaml>of() : given.list()) {
                relations.add(relation(yaml.fields(RELATION), numbers));
            }
            derived(top.required("columns"), columns, relations);
            var named = top.optional("classes");
            return new TableFile(
                    new Table(columns, relations),
                    named == null
                            ? List.of()
                            : named.list().stream().map(Yaml::text).toList());
        } catch (PackException e) {
            throw Refusal.invalid("列说明有误：" + e.getMessage(), "The table's description has a fault: " + e.getMessage());
        }
    }

    private static Column column(Yaml yaml) {
        var f = yaml.fields(COLUMN);
        var id = f.words("id");
        var move = MOVES.get(f.words("move"));
        if (move == null) {
            throw f.required("move").error("a column is fixed, up, down, free or derived");
        }
        double min = Numbers.number(f.required("min"));
        double max = Numbers.number(f.required("max"));
        if (!(min < max)) {
            throw f.required("max").error("'max' is above 'min'");
        }
        var cost = f.optional("cost");
        boolean moves = move != Column.Move.FIXED && move != Column.Move.DERIVED;
        double price = cost == null ? 0 : Numbers.number(cost);
        if (price < 0 || moves && cost == null) {
            throw yaml.error("a column that can be moved has a 'cost' of a change by one, not below 0");
        }
        return new Column(id, f.textOr("name", new Text(id, id)), min, max, f.boolOr("whole", false), move, price);
    }

    private static Relation relation(Yaml.Fields f, Map<String, Integer> numbers) {
        if (f.optional("ratio") != null) {
            return new Relation.Ratio(at(f, "ratio", numbers), at(f, "over", numbers), at(f, "under", numbers));
        }
        if (f.optional("sum") != null) {
            var parts = f.required("of").entries();
            var of = new int[parts.size()];
            var weights = new double[parts.size()];
            int i = 0;
            for (var part : parts.entrySet()) {
                of[i] = known(part.getKey(), part.getValue(), numbers);
                weights[i++] = Numbers.number(part.getValue());
            }
            return new Relation.Sum(at(f, "sum", numbers), of, weights);
        }
        if (f.optional("above") != null) {
            var gap = f.optional("gap");
            return new Relation.Above(
                    at(f, "above", numbers), at(f, "other", numbers), gap == null ? 0 : Numbers.number(gap));
        }
        throw f.at().error("a relation is {ratio: …, over: …, under: …}, {sum: …, of: {column: weight}}"
                + " or {above: …, other: …, gap: …}");
    }

    private static int at(Yaml.Fields f, String key, Map<String, Integer> numbers) {
        return known(f.words(key), f.required(key), numbers);
    }

    private static int known(String id, Yaml at, Map<String, Integer> numbers) {
        var number = numbers.get(id);
        if (number == null) {
            throw at.error("there is no column '" + id + "'");
        }
        return number;
    }

    /** Each derived column is given by one relation, and nothing else is. */
    private static void derived(Yaml at, List<Column> columns, List<Relation> relations) {
        var given = new HashSet<Integer>();
        for (var relation : relations) {
            int column = switch (relation) {
                case Relation.Ratio r -> r.column();
                case Relation.Sum s -> s.column();
                case Relation.Above a -> -1;
            };
            if (column >= 0 && (columns.get(column).move() != Column.Move.DERIVED || !given.add(column))) {
                throw at.error("'" + columns.get(column).id()
                        + "' is given by a relation: its move is 'derived', and one relation gives it");
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).move() == Column.Move.DERIVED && !given.contains(i)) {
                throw at.error("'" + columns.get(i).id() + "' is derived, but no relation gives it");
            }
        }
    }

    List<String> ids() {
        return table.columns().stream().map(Column::id).toList();
    }

    /** @throws Refusal where the model reads or says something else than is described, or a row breaks what must hold */
    void fits(int columns, int classes, @Nullable Path data, Labelled rows) {
        if (table.columns().size() != columns) {
            throw Refusal.invalid(
                    "列说明有 " + table.columns().size() + " 列，模型读取 " + columns + " 列",
                    "the description has " + table.columns().size() + " columns, the model reads " + columns);
        }
        if (!this.classes.isEmpty() && this.classes.size() != classes) {
            throw Refusal.invalid(
                    "列说明给出 " + this.classes.size() + " 个类别，模型有 " + classes + " 个",
                    "the description names " + this.classes.size() + " classes, the model has " + classes);
        }
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.inputs()[i];
            if (!table.holds(row, row)) {
                throw Refusal.invalid(
                        String.format(Locale.ROOT, "%s 的第 %d 个输入不满足列之间的关系", data, i + 1),
                        String.format(
                                Locale.ROOT,
                                "input %d of %s does not keep to the relations between columns",
                                i + 1,
                                data));
            }
        }
    }

    List<Text> names(int count) {
        return classes.isEmpty() ? numbered(count) : classes;
    }

    static List<Text> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Text("类别 " + i, "class " + i))
                .toList();
    }
}
