/** Drop a stream as a file and see it drawn with its alarms. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.replay;
