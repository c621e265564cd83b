/**
 * From single alerts to notifications: routing, grouping, inhibition, silence and repetition as Prometheus Alertmanager does
 * them, over labels and with the clock in the caller's hand.
 */
@NullMarked
package zhiheng.watch.alert;

import org.jspecify.annotations.NullMarked;
