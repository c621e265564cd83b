package zhiheng.base;

/** A text for people, Chinese and English side by side; neither is a translation added later. */
public record Text(String zh, String en) {
    /** The text in {@code language} ("zh…" or anything else for English). */
    public String in(String language) {
        return language.startsWith("zh") ? zh : en;
    }

    /** This text and then {@code more}. */
    public Text and(Text more) {
        return new Text(zh + more.zh, en + more.en);
    }

    /** The text with {@code prefix} before it, in both languages. */
    public Text after(String prefix) {
        return new Text(prefix + zh, prefix + en);
    }
}
