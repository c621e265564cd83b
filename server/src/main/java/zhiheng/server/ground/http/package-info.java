/** The door of REST: addresses, bodies, answers, problems. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.ground.http;
