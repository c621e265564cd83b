package zhiheng.gateway.inspect;

import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.Permit;

/** Finds the compiled inspection of a permit. */
public interface Inspections {
    /** @return null when an inspector that the permit requires is not available; the call is then refused */
    @Nullable
    Inspection of(Permit permit);

    Inspections NONE = permit -> permit.terms().inspectors().isEmpty() ? Inspection.NONE : null;
}
