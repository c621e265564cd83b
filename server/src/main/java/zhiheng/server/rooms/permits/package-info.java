/** Permits: read, written, tried on the calls of a day. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.permits;
