/** One gateway live: traffic, states, the first permit. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.live;
