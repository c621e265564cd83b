/** The registry of AI systems, their facts, and the store of the office. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.registry;
