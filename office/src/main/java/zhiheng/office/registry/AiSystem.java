package zhiheng.office.registry;

import java.time.Instant;
import java.util.Map;

/**
 * An AI system in the registry.
 *
 * @param facts answers by fact id, as {@code zhiheng.packs.Facts} holds them
 * @param version grows by one with each change; a change must name the version it saw
 */
public record AiSystem(
        String id,
        String orgId,
        String name,
        String description,
        String purpose,
        Map<String, Object> facts,
        long version,
        Instant createdAt,
        Instant updatedAt) {
    boolean sameTexts(AiSystem other) {
        return name.equals(other.name) && description.equals(other.description) && purpose.equals(other.purpose);
    }
}
