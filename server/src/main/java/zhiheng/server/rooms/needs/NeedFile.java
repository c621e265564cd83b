package zhiheng.server.rooms.needs;

import java.time.Instant;

/**
 * Something that an asker added to a need.
 *
 * @param type what its content says it is, a {@link FileKind} in small letters; never what the sender says
 * @param erased whether its content went after its time
 * @param masked whether personal data in its text was replaced before it was stored
 */
record NeedFile(
        String id,
        String need,
        String name,
        String type,
        long bytes,
        String sha256,
        Instant added,
        boolean erased,
        boolean masked) {}
