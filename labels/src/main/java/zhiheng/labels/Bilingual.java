package zhiheng.labels;

/** A sentence for people, in Chinese and English side by side. */
public record Bilingual(String zh, String en) {}
