package zhiheng.cases;

import java.util.List;

/** A case after an event, and what came of it. */
public record Moved(Case next, List<Deed> deeds) {}
