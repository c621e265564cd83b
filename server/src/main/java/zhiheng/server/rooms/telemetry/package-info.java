/** Traces and metrics to a collector. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.telemetry;
