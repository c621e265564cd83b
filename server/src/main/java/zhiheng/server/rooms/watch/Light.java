package zhiheng.server.rooms.watch;

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
}
