/** Whether a system treats groups alike: tested at every decision, with a bound on false alarms over the stream's whole life. */
@NullMarked
package zhiheng.watch.fairness;

import org.jspecify.annotations.NullMarked;
