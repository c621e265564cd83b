/** A toy model that answers behind the gateway. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.sample;
