package zhiheng.packs;

import zhiheng.base.Text;

/** What lists need of a duty without evaluating a system: its name, its kind and where it stands. */
public record DutyHead(String pack, String id, Text title, Nature nature, String article, boolean waivable) {}
