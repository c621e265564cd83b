/** Calls that wait for a person. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.review;
