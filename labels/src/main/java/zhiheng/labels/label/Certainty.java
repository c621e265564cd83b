package zhiheng.labels.label;

import zhiheng.base.Text;

/** What the element {@code Label} claims (GB 45438-2025 Annex E c). Declared strongest first. */
public enum Certainty {
    IS("1", new Text("属于人工智能生成合成内容", "is AI-generated")),
    MAY_BE("2", new Text("可能为人工智能生成合成内容", "may be AI-generated")),
    SUSPECTED("3", new Text("疑似人工智能生成合成内容", "is suspected to be AI-generated"));

    private final String value;
    private final Text text;

    Certainty(String value, Text text) {
        this.value = value;
        this.text = text;
    }

    /** The value written to a file: 1, 2 or 3. */
    public String value() {
        return value;
    }

    public Text text() {
        return text;
    }

    /** @throws IllegalArgumentException when the value is none of 1, 2, 3 */
    public static Certainty of(String value) {
        for (Certainty c : values()) {
            if (c.value.equals(value)) {
                return c;
            }
        }
        throw new IllegalArgumentException("Label must be 1 (is), 2 (may be) or 3 (suspected), not \"" + value + "\"");
    }
}
