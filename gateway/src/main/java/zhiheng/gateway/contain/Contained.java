package zhiheng.gateway.contain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.inspect.LinkBound;
import zhiheng.gateway.permit.Permit;

/** The inspection of one call that also keeps what the call has read within the permit's containment. */
public final class Contained implements Inspection {
    private final Inspection words;
    private final Boundary boundary;
    /** Holds the links of an answer against the permit's hosts; null where it names none, and before anything untrusted was read. */
    private final @Nullable Inspection links;

    private Contained(Inspection words, Boundary boundary, @Nullable Inspection links) {
        this.words = words;
        this.boundary = boundary;
        this.links = links;
    }

    /**
     * The inspection of a call.
     *
     * @param marked the value of {@link Sources#HEADER}
     * @return {@code words} itself where the permit contains nothing
     */
    public static Inspection of(Inspection words, Permit permit, JsonNode call, @Nullable String marked) {
        var containment = permit.containment();
        if (containment.isEmpty()) {
            return words;
        }
        var boundary = new Boundary(containment, permit.terms());
        boundary.read(Sources.of(call, marked));
        var hosts = new HashSet<>(containment.hosts());
        hosts.addAll(boundary.trustedHosts());
        boolean bound = containment.boundsLinks() && boundary.isTainted();
        return new Contained(words, boundary, bound ? LinkBound.to(hosts, permit.terms()) : null);
    }

    @Override
    public boolean blocks() {
        return words.blocks();
    }

    @Override
    public boolean blocks(Direction direction) {
        return words.blocks(direction);
    }

    @Override
    public boolean checksTools() {
        return true;
    }

    @Override
    public List<Detection> tool(String name, String arguments) {
        var found = new ArrayList<>(words.tool(name, arguments));
        found.addAll(boundary.tool(null, name, arguments));
        return found;
    }

    @Override
    public Outcome inspect(String text, Direction direction) {
        return bounded(words.inspect(text, direction), direction);
    }

    @Override
    public List<Outcome> inspect(List<String> texts, Direction direction) {
        return words.inspect(texts, direction).stream()
                .map(outcome -> bounded(outcome, direction))
                .toList();
    }

    private Outcome bounded(Outcome outcome, Direction direction) {
        return links == null || direction == Direction.IN
                ? outcome
                : joined(outcome, links.inspect(outcome.text(), direction));
    }

    private static Outcome joined(Outcome one, Outcome other) {
        var all = new ArrayList<>(one.detections());
        all.addAll(other.detections());
        var strictest = all.stream().map(Detection::action).max(Comparator.naturalOrder());
        return new Outcome(all, strictest.orElse(null), other.text());
    }

    @Override
    public Flow flow(Direction direction) {
        var first = words.flow(direction);
        if (links == null || direction == Direction.IN) {
            return first;
        }
        var second = links.flow(direction);
        return new Flow() {
            private int came;
            private int passed;

            @Override
            public String push(String piece) {
                came += piece.length();
                return through(first.push(piece));
            }

            private String through(String words) {
                passed += words.length();
                return second.push(words);
            }

            @Override
            public String end() {
                return through(first.end()) + second.end();
            }

            @Override
            public int held() {
                return first.held() + second.held();
            }

            @Override
            public void drop(int characters, String mask) {
                first.drop(characters, mask);
            }

            @Override
            public void cut(int from, String mask) {
                int settled = came - first.held();
                if (from < settled) {
                    second.cut(passed - (settled - from), mask);
                } else {
                    first.cut(from, mask);
                }
            }

            @Override
            public boolean isClean() {
                return first.isClean() && second.isClean();
            }

            @Override
            public Outcome soFar() {
                return joined(first.soFar(), second.soFar());
            }
        };
    }
}
