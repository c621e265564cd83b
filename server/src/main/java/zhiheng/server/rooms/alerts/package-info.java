/** The page of alerts, and of files replayed. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.alerts;
