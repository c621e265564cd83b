package zhiheng.server.rooms.sandbox;

import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.When;

/**
 * The exit report of a participation.
 *
 * @param paper as it is worked out now; null before the admission
 * @param filed when one was last put on file; null for never
 * @param proof SHA-256 of its SHA256SUMS
 * @param pdf its name; "" where none was filed, for want of fonts
 * @param error why it could not be put on file; "" for none
 * @param version of the case, that filing starts from
 */
public record ExitView(
        SandboxTabs tabs,
        @Nullable ExitPaper paper,
        @Nullable When filed,
        String proof,
        String pdf,
        String language,
        String error,
        long version) {}
