package zhiheng.office.registry;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How many systems of an organisation are in a tier.
 *
 * @param from the day that will bring them into it; null where they are in it today
 */
public record OrgTier(String pack, String tier, @Nullable LocalDate from, long systems) {}
