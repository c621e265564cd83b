package zhiheng.server.ground.page;

/** A provision: where it stands, how sure the source is (mark and meaning), and its place in the pack browser. */
public record Cited(String article, String ref, String href, String confidence, String meaning) {}
