package zhiheng.watch.risk;

/** A text for people, Chinese and English side by side. */
public record Words(String zh, String en) {}
