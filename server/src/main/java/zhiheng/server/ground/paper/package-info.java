/** Documents for people to keep: the same chapters as Word and as PDF. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.ground.paper;
