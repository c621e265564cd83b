package zhiheng.cases.reports;

import java.util.Set;
import zhiheng.packs.Yaml;

/**
 * Names by which a form asks for what the record of an incident holds. {@code fact:ID} is an answer to a question of the packs and
 * {@code role:ID} who has a role. A field without any is for a person to fill.
 */
public final class Sources {
    public static final String FACT = "fact:";
    public static final String ROLE = "role:";
    static final Set<String> NAMES = Yaml.Words.ordered(
            "incident.id",
            "incident.title",
            "incident.source",
            "incident.reference",
            "incident.opened",
            "incident.colour",
            "incident.grade",
            "incident.clause",
            "time.detect",
            "time.ack",
            "time.contain",
            "time.recover",
            "clock.from",
            "clock.ends",
            "system.name",
            "system.purpose",
            "system.description",
            "org.name",
            "org.number",
            "record.opening",
            "record.facts",
            "record.decisions",
            "record.conclusion",
            "measures",
            "evidence",
            "tasks.open",
            "tasks.done",
            "after.cause",
            "after.duties");

    private Sources() {}

    static boolean known(String name) {
        return NAMES.contains(name) || name.startsWith(FACT) || name.startsWith(ROLE);
    }
}
