/** The gateway in this server: permits, keys, routes, inspectors, wired and listening. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.gateway;
