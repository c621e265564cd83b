/** The ground all rooms stand on: what a room is, and what it is given. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.ground;
