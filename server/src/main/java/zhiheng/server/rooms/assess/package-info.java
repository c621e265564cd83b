/** Suites run against models, what they say of a system over time, and results of other tools. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.assess;
