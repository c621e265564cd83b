package zhiheng.server.rooms.privacy;

import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Form;

/**
 * The question whether somebody, or what is said of a system, is really to be erased.
 *
 * @param name as it stands now
 * @param type what is to be typed to confirm
 * @param not why it cannot be erased now; null when it can
 */
public record EraseView(
        boolean person,
        String name,
        String type,
        String back,
        String action,
        @Nullable String not,
        Form form) {}
