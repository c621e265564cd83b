package zhiheng.office.registry;

import java.time.LocalDate;

/** How many systems a day already in the law will bring into a tier. */
public record ComingTier(LocalDate from, String pack, String tier, long systems) {}
