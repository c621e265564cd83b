package zhiheng.server.rooms.needs;

import java.time.Instant;

/**
 * Something that an asker added to a need.
 *
 * @param type what its first bytes say it is: png, jpeg or pdf; never what the sender says
 * @param erased whether its content went after its time
 */
record NeedFile(
        String id, String need, String name, String type, long bytes, String sha256, Instant added, boolean erased) {}
