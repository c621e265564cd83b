package zhiheng.watch.alert;

import java.util.Collection;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one label. A label that is missing has the empty value. Regular expressions match the whole value; a dot
 * matches all but a line feed.
 */
public final class Matcher implements Comparable<Matcher> {
    /** How the label's value is compared. */
    public enum Op {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCHES("=~"),
        NOT_MATCHES("!~");

        private final String sign;

        Op(String sign) {
            this.sign = sign;
        }
    }

    private static final int MAX_PATTERN_CHARS = 1_000;
    private static final Pattern WRITTEN =
            Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_.]*)\\s*(=~|!~|!=|=)\\s*(.*?)\\s*", Pattern.DOTALL);

    private final String name;
    private final Op op;
    private final String value;
    private final @Nullable Pattern pattern;

    private Matcher(String name, Op op, String value) {
        this.name = name;
        this.op = op;
        this.value = value;
        this.pattern = op == Op.MATCHES || op == Op.NOT_MATCHES ? compile(value) : null;
    }

    public static Matcher of(String name, Op op, String value) {
        return new Matcher(name, op, value);
    }

    /** Reads {@code name="value"} with any of {@code = != =~ !~}; the quotes may be left out. */
    public static Matcher parse(String text) {
        var m = WRITTEN.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException(
                    "matcher '" + text + "' is not written name=value with one of = != =~ !~ between");
        }
        var sign = m.group(2);
        for (var op : Op.values()) {
            if (op.sign.equals(sign)) {
                return new Matcher(m.group(1), op, Quoted.read(m.group(3)));
            }
        }
        throw new AssertionError(sign);
    }

    public String name() {
        return name;
    }

    public Op op() {
        return op;
    }

    public String value() {
        return value;
    }

    static boolean all(Collection<Matcher> matchers, Labels labels) {
        for (var matcher : matchers) {
            if (!matcher.matches(labels.value(matcher.name))) {
                return false;
            }
        }
        return true;
    }

    boolean matches(String given) {
        return switch (op) {
            case EQUAL -> given.equals(value);
            case NOT_EQUAL -> !given.equals(value);
            case MATCHES -> Objects.requireNonNull(pattern).matcher(given).matches();
            case NOT_MATCHES -> !Objects.requireNonNull(pattern).matcher(given).matches();
        };
    }

    private static Pattern compile(String value) {
        if (value.length() > MAX_PATTERN_CHARS) {
            throw new IllegalArgumentException("a matcher's expression has at most " + MAX_PATTERN_CHARS
                    + " characters; this has " + value.length());
        }
        try {
            return Pattern.compile(value, Pattern.UNIX_LINES);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "matcher expression '" + value + "' cannot be read: " + e.getDescription() + " at " + e.getIndex());
        }
    }

    /** By name, value and kind, the order in which a group key lists them. */
    @Override
    public int compareTo(Matcher other) {
        int byName = name.compareTo(other.name);
        int byValue = byName != 0 ? byName : value.compareTo(other.value);
        return byValue != 0 ? byValue : op.compareTo(other.op);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Matcher m && name.equals(m.name) && op == m.op && value.equals(m.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, op, value);
    }

    @Override
    public String toString() {
        return name + op.sign + Quoted.of(value);
    }
}
