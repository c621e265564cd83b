package zhiheng.gateway;

import java.time.Duration;

/**
 * Bounds on what the gateway takes.
 *
 * @param bodyBytes of a call
 * @param answerBytes of an answer that is not streamed
 * @param idle how long the head of a first call may take from the connection on, and its body from the head on
 * @param upstreamConnections per upstream and event loop
 */
public record Limits(int bodyBytes, int answerBytes, Duration idle, int upstreamConnections) {
    public static final Limits DEFAULT = new Limits(8 * 1024 * 1024, 64 * 1024 * 1024, Duration.ofSeconds(30), 256);
}
