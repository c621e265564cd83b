/** What rooms have to tell people, and whom. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.ground.tell;
