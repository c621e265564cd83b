/**
 * The label that people see or hear (GB 45438-2025, clause 5): put on and measured. {@link zhiheng.labels.explicit.ExplicitLabel} is
 * its face; the implicit label is carried along.
 */
@NullMarked
package zhiheng.labels.explicit;

import org.jspecify.annotations.NullMarked;
