package zhiheng.base;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a list; {@code next} is the cursor of the part that follows, null on the last. */
public record Page<T>(List<T> items, @Nullable String next) {}
