/** Where a rule acts on a call: permit, inspect, forward, label, observe. */
@NullMarked
package zhiheng.gateway;

import org.jspecify.annotations.NullMarked;
