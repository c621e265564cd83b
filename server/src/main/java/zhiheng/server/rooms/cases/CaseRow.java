package zhiheng.server.rooms.cases;

import zhiheng.cases.Case;

/** A case with the name of its system. */
public record CaseRow(Case c, String systemName) {}
