/** Tells receivers of alerts: webhooks that take what Alertmanager sends. */
@NullMarked
package zhiheng.server.notify;

import org.jspecify.annotations.NullMarked;
