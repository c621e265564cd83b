/** Alerts that make a permit stricter, and the way back. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.contain;
