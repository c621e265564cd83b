package zhiheng.gateway;

import java.time.Duration;

/**
 * Bounds on what the gateway takes.
 *
 * @param bodyBytes of a call
 * @param answerBytes of an answer that is not streamed
 * @param idle how long the head of a first call may take from the connection on, and its body from the head on
 * @param upstreamConnections per upstream and event loop; a stream has one to itself, and how many may be open at once is for permits to
 *     say ({@code concurrentCalls}): this bounds what calls without such a cap may open
 * @param keepAlive how often a stream says that it is alive while it has nothing else to say
 */
public record Limits(int bodyBytes, int answerBytes, Duration idle, int upstreamConnections, Duration keepAlive) {
    public static final Limits DEFAULT = new Limits(8 * 1024 * 1024, 64 * 1024 * 1024, Duration.ofSeconds(30), 10_000);

    /** With a sign of life every 15 seconds: proxies on the way wait a minute, some half of that. */
    public Limits(int bodyBytes, int answerBytes, Duration idle, int upstreamConnections) {
        this(bodyBytes, answerBytes, idle, upstreamConnections, Duration.ofSeconds(15));
    }

    /** The same with another limit of bodies. */
    public Limits withBodyBytes(int most) {
        return new Limits(most, answerBytes, idle, upstreamConnections, keepAlive);
    }
}
