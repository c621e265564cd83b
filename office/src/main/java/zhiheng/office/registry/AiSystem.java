package zhiheng.office.registry;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An AI system in the registry.
 *
 * @param facts answers by fact id, as {@code zhiheng.packs.Facts} holds them
 * @param version grows by one with each change; a change must name the version it saw
 * @param archive null for one in use
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
        Instant updatedAt,
        @Nullable Archive archive) {

    /**
     * Put aside: read, not changed, and in no list that does not ask for it.
     *
     * @param into the system that it was a duplicate of; "" for one that is simply no longer in use
     */
    public record Archive(Instant at, String into) {}

    /** One in use. */
    public AiSystem(
            String id,
            String orgId,
            String name,
            String description,
            String purpose,
            Map<String, Object> facts,
            long version,
            Instant createdAt,
            Instant updatedAt) {
        this(id, orgId, name, description, purpose, facts, version, createdAt, updatedAt, null);
    }

    boolean sameTexts(AiSystem other) {
        return name.equals(other.name) && description.equals(other.description) && purpose.equals(other.purpose);
    }

    /** The next version, put aside or, with null, taken back. */
    AiSystem with(@Nullable Archive other, Instant now) {
        return new AiSystem(id, orgId, name, description, purpose, facts, version + 1, createdAt, now, other);
    }

    /** What stands in the place of a name that was erased; the same system is the same again. */
    public static String pseudonym(String id) {
        return "erased " + id.substring(Math.max(0, id.length() - 8));
    }

    /** Whether its words were erased. */
    public boolean isErased() {
        return archive != null && name.equals(pseudonym(id));
    }
}
