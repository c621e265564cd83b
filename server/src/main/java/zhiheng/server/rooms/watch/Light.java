package zhiheng.server.rooms.watch;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * The four grades as people see them, gravest first: colour, shape and word, so that none is needed to tell them apart. Which
 * grade holds is said by a pack; its four tiers, in their order, are these.
 */
public enum Light {
    RED("#b3261e", "■", new Text("特别重大", "Especially grave"), new Text("红色", "red")),
    ORANGE("#c75000", "▲", new Text("重大", "Grave"), new Text("橙色", "orange")),
    YELLOW("#8a6d00", "◆", new Text("较大", "Fairly grave"), new Text("黄色", "yellow")),
    BLUE("#1f5fa8", "●", new Text("一般", "General"), new Text("蓝色", "blue"));

    /** The {@link #id} of what has no grade. */
    public static final String NONE = "none";

    /** The shape of what has no grade. */
    public static final String NO_SHAPE = "○";

    private final String colour;
    private final String shape;
    private final Text word;
    private final Text colourName;

    Light(String colour, String shape, Text word, Text colourName) {
        this.colour = colour;
        this.shape = shape;
        this.word = word;
        this.colourName = colourName;
    }

    /** As CSS; dark enough to be read on white. */
    public String colour() {
        return colour;
    }

    /** Square, triangle, diamond, circle. */
    public String shape() {
        return shape;
    }

    public Text word() {
        return word;
    }

    public Text colourName() {
        return colourName;
    }

    /** As columns, labels and style sheets name it: red, orange, yellow, blue. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The id of a light, or {@link #NONE}. */
    public static String id(@Nullable Light light) {
        return light == null ? NONE : light.id();
    }

    /** The shape of a light, or of what has none. */
    public static String shape(@Nullable Light light) {
        return light == null ? NO_SHAPE : light.shape;
    }

    /** SQL of a text that rises with the grade that {@code column} names: none, blue, yellow, orange, red. */
    public static String rank(String column) {
        var sql = new StringBuilder("(CASE ").append(column);
        for (var light : values()) {
            sql.append(" WHEN '" + light.id() + "' THEN '" + rank(light) + "'");
        }
        return sql + " ELSE '" + rank((Light) null) + "' END)";
    }

    /** Where {@link #rank} puts a light. */
    public static String rank(@Nullable Light light) {
        return Integer.toString(light == null ? 1 : values().length + 1 - light.ordinal());
    }

    /** The light that {@link #id} names; null for {@link #NONE} and whatever else is no light. */
    public static @Nullable Light of(@Nullable String id) {
        for (var light : values()) {
            if (light.name().equalsIgnoreCase(id)) {
                return light;
            }
        }
        return null;
    }
}
