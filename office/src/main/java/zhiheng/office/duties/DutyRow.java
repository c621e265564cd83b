package zhiheng.office.duties;

import zhiheng.office.registry.DutyLine;

/** One duty of one system, for lists over all systems. */
public record DutyRow(String systemId, String systemName, String orgId, String orgName, DutyLine line) {}
