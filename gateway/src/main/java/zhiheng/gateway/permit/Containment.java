package zhiheng.gateway.permit;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import zhiheng.base.BadValue;
import zhiheng.gateway.permit.Terms.Action;

/**
 * What a call may still do once it has read text that somebody else wrote: an answer of a tool, a page found, a file, a mail. Nobody can
 * tell for certain whether such a text gives orders, so what it could bring about is bounded instead: who is written to, what is
 * carried there, where links lead.
 *
 * @param tools what is known of a tool, by its name
 * @param others what follows when a call that has read such text calls a tool that is not named in {@code tools}
 * @param recipients who may always be written to: {@code ann@example.org}, {@code @example.org} for all of a domain, an account's number
 * @param hosts where links and pictures may lead, with all hosts below them
 * @param longestSpan so many letters in a row may come from such a text into an argument; a Chinese character counts as two
 * @param carrying what follows when an argument carries more, or names a recipient or a host that nobody trusted named
 */
public record Containment(
        Map<String, ToolTerm> tools,
        Use others,
        Set<String> recipients,
        Set<String> hosts,
        int longestSpan,
        Action carrying) {
    private static final int MOST = 500;
    private static final int LONGEST_NAME = 300;
    private static final int SHORTEST_SPAN = 8;
    private static final int MOST_SPAN = 10_000;
    public static final int DEFAULT_SPAN = 32;

    /** What may be done with a tool, from lax to strict. */
    public enum Use {
        PASS,
        /** It passes where users wrote every value of it themselves; otherwise a person decides. */
        ASKED,
        /** A person decides. */
        CONFIRM,
        REFUSE
    }

    /**
     * What is known of a tool.
     *
     * @param outside whether it does something outside: sends, pays, writes, deletes. One that only reads takes any argument, except links
     * @param recipients its arguments that say who gets something, by name; their values must be known from somebody trusted
     * @param free its arguments that may carry whatever was read
     * @param after what follows when a call that has read untrusted text calls it
     * @param approve whether a person decides about every call of it, whatever was read
     * @param from where an argument's value may come from, by the argument: fields of what another tool answered, as
     *     {@code read_bill/iban}, where a user named what that tool was asked for
     * @param does with {@link Use#ASKED}: what kind of deed it is, so that a command of users is looked for: send, post, pay, book, buy,
     *     invite, write, comment, open, install, set, change, prescribe, delete, and words of one's own
     * @param says its arguments that say something in words; with {@code does}, all others hold what users wrote in the command
     */
    public record ToolTerm(
            boolean outside,
            Set<String> recipients,
            Set<String> free,
            Use after,
            boolean approve,
            Map<String, Set<String>> from,
            Set<String> does,
            Set<String> says) {
        public ToolTerm {
            does = Set.copyOf(does);
            says = Set.copyOf(says);
            recipients = Set.copyOf(recipients);
            free = Set.copyOf(free);
            from = Map.copyOf(from);
            for (var paths : from.values()) {
                for (var path : paths) {
                    if (path.length() > LONGEST_NAME || !path.matches("[^/]+(/[^/]+)+")) {
                        throw new BadValue(
                                "containment.tools.from",
                                path + " 应如 read_bill/iban",
                                path + " is of the form read_bill/iban");
                    }
                }
            }
        }

        /** One whose values come from nobody's fields. */
        public ToolTerm(boolean outside, Set<String> recipients, Set<String> free, Use after, boolean approve) {
            this(outside, recipients, free, after, approve, Map.of(), Set.of(), Set.of());
        }

        /** One whose values may come from fields. */
        public ToolTerm(
                boolean outside,
                Set<String> recipients,
                Set<String> free,
                Use after,
                boolean approve,
                Map<String, Set<String>> from) {
            this(outside, recipients, free, after, approve, from, Set.of(), Set.of());
        }
    }

    public static final Containment NONE =
            new Containment(Map.of(), Use.PASS, Set.of(), Set.of(), DEFAULT_SPAN, Action.HOLD);

    public Containment {
        tools = Map.copyOf(tools);
        recipients = Set.copyOf(recipients);
        hosts = Set.copyOf(hosts);
        if (longestSpan < SHORTEST_SPAN || longestSpan > MOST_SPAN) {
            throw new BadValue(
                    "containment.longestSpan",
                    "应为 " + SHORTEST_SPAN + " 到 " + MOST_SPAN,
                    "is " + SHORTEST_SPAN + " to " + MOST_SPAN);
        }
        if (carrying != Action.HOLD && carrying != Action.REFUSE) {
            throw new BadValue("containment.carrying", "应为 hold 或 refuse", "is hold or refuse");
        }
        for (var names : new Set<?>[] {tools.keySet(), recipients, hosts}) {
            if (names.size() > MOST || names.stream().anyMatch(n -> n.toString().length() > LONGEST_NAME)) {
                throw new BadValue(
                        "containment",
                        "最多 " + MOST + " 项，每项最长 " + LONGEST_NAME + " 字符",
                        "at most " + MOST + " entries, each of at most " + LONGEST_NAME + " characters");
            }
        }
        for (var host : hosts) {
            if (!host.matches("(?i)[a-z0-9]([a-z0-9.-]*[a-z0-9])?")) {
                throw new BadValue(
                        "containment.hosts",
                        host + " 应为主机名，如 example.org",
                        host + " is a host's name, like example.org");
            }
        }
    }

    /** Whether it bounds anything. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Whether links of an answer are held against {@link #hosts}: a list that nobody wrote says nothing. */
    public boolean boundsLinks() {
        return !hosts.isEmpty();
    }

    public boolean allowsHost(String host) {
        var asked = host.toLowerCase(Locale.ROOT);
        for (var allowed : hosts) {
            var known = allowed.toLowerCase(Locale.ROOT);
            if (asked.equals(known) || asked.endsWith("." + known)) {
                return true;
            }
        }
        return false;
    }

    public boolean allowsRecipient(String recipient) {
        var asked = bare(recipient);
        int at = asked.lastIndexOf('@');
        for (var allowed : recipients) {
            var known = bare(allowed);
            if (asked.equals(known)
                    || known.startsWith("@") && at > 0 && asked.substring(at).equals(known)) {
                return true;
            }
        }
        return false;
    }

    /** Without what people put into numbers for reading. */
    private static String bare(String recipient) {
        var lower = recipient.strip().toLowerCase(Locale.ROOT);
        return lower.indexOf('@') >= 0 ? lower : lower.replaceAll("[\\s.-]", "");
    }
}
