/** The key that the operator signs content with. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.ground.signing;
