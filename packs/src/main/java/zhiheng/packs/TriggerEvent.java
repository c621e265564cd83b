package zhiheng.packs;

import zhiheng.base.Text;

/** Something that happens to a system and starts periods of law, such as an incident or the end of the service. */
public record TriggerEvent(String id, Text name) {}
