/** AI systems, their facts and their organisations. Uses acts and people. */
@NullMarked
package zhiheng.office.registry;

import org.jspecify.annotations.NullMarked;
