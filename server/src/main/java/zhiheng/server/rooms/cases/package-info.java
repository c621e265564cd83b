/** Cases on the way: sandboxes and incidents, moved by procedures of the packs; opened, acted on, told as a story. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.cases;
