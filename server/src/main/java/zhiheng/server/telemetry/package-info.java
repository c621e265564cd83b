/** What happens, told to an OpenTelemetry collector under the names of the conventions for generative AI. */
@NullMarked
package zhiheng.server.telemetry;

import org.jspecify.annotations.NullMarked;
