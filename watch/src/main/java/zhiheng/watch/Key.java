package zhiheng.watch;

/** What one stream is about: a metric of an AI system. States are kept, and streams are partitioned, by it. */
public record Key(String system, String metric) {}
