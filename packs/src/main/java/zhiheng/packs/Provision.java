package zhiheng.packs;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * A rule of a pack that gives a duty, as written and whoever it may bind. Several rules may give one duty.
 *
 * @param duty the duty's id
 * @param kind "obligation" or "guidance"
 * @param due a last day that the law itself names
 */
public record Provision(
        Pack.Rule rule,
        String duty,
        String kind,
        String who,
        Text title,
        Text timing,
        Nature nature,
        @Nullable LocalDate due,
        Text evidence,
        Text penalty,
        boolean waivable) {}
