/** The terms under which a system takes part in a sandbox. Pure: what they become, and where they are kept, others see to. */
@NullMarked
package zhiheng.office.sandbox;

import org.jspecify.annotations.NullMarked;
