/** Gateways that run by themselves: the office's side, which enrols them and tells them, and the gateway's side. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.fleet;
