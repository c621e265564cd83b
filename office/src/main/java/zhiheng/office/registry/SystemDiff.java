package zhiheng.office.registry;

import zhiheng.packs.FindingDiff;

/** What the law changes for one system between two dates, its facts unchanged. */
public record SystemDiff(String systemId, String name, String orgId, String orgName, FindingDiff diff) {}
