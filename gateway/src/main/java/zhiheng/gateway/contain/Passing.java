package zhiheng.gateway.contain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import zhiheng.gateway.contain.Request.Group;

/** What was read, and to whom it may be said: what users gave to one is not for another. */
final class Passing {
    /** So many squashed letters of a text that was meant for others are a piece of it. */
    private static final int FOREIGN = 10;

    private static final Pattern CHANNEL = Pattern.compile("[@#][\\p{L}\\p{N}]");

    private record Answer(JsonNode asked, boolean clean, String text) {}

    private final Request request;
    private final int longestSpan;
    private final List<Answer> answers = new ArrayList<>();
    private final List<String> untrusted = new ArrayList<>();

    Passing(Request request, int longestSpan) {
        this.request = request;
        this.longestSpan = longestSpan;
    }

    void read(String text) {
        untrusted.add(text);
    }

    /** @param clean whether it was asked before anything untrusted was read, so that only users moved the model to ask */
    void answered(JsonNode asked, boolean clean, String text) {
        answers.add(new Answer(asked, clean, text));
    }

    /** Whether a number in it comes from what was read. */
    boolean hasReadNumber(String value) {
        var wanted = request.wanted();
        return Asked.numbers(value).stream()
                .anyMatch(number -> !wanted.hasNumber(number)
                        && untrusted.stream().anyMatch(t -> Asked.numbers(t).contains(number)));
    }

    /**
     * Whether what was read may be said to those whom the command names: long runs only of what users named, and nothing of what another
     * part of the command gives to others.
     */
    boolean mayPassOn(String value, Group group, Set<String> recipients) {
        var wanted = request.wanted();
        var mine = new ArrayList<String>(request.texts());
        var others = new ArrayList<String>();
        var strangers = new ArrayList<>(untrusted);
        for (var answer : answers) {
            if (answer.clean || wanted.named(answer.asked)) {
                strangers.remove(answer.text);
                (isForOthers(answer.asked, group, recipients) ? others : mine).add(answer.text);
            }
        }
        return !shares(value, strangers, mine, longestSpan) && !shares(value, others, mine, FOREIGN);
    }

    private static boolean shares(String value, List<String> from, List<String> beside, int length) {
        if (from.isEmpty()) {
            return false;
        }
        var spans = new Spans(length);
        from.forEach(spans::add);
        var known = new StringBuilder();
        beside.forEach(text -> known.append(Squashed.of(text)).append('\n'));
        return spans.isFull() || spans.share(value, known.toString());
    }

    /** Whether it speaks of what another part of the command gives to others, and of nothing of its own part. */
    static boolean isAboutOthers(String value, Group group, Set<String> recipients) {
        var mine = new StringBuilder();
        var others = new StringBuilder();
        for (var clause : group.clauses) {
            var here = Named.words(clause.text());
            boolean own = recipients.stream().anyMatch(r -> Named.holds(here, String.join("", Named.words(r))));
            if (own) {
                mine.append(clause.text()).append('\n');
            } else if (CHANNEL.matcher(clause.text()).find()) {
                others.append(clause.text()).append('\n');
            }
        }
        return Asked.saysSomething(mine.toString())
                && !others.isEmpty()
                && Asked.shareWord(value, others.toString())
                && !Asked.shareWord(value, mine.toString());
    }

    /** Whether users named it for somebody else: in a clause with another recipient, and in none with these. */
    private static boolean isForOthers(JsonNode asked, Group group, Set<String> recipients) {
        boolean others = false;
        for (var clause : group.clauses) {
            var here = new Asked();
            here.said(clause.text());
            if (here.named(asked)) {
                var people = new HashSet<>(Named.emails(clause.text()));
                people.addAll(Named.accounts(clause.text()));
                if (people.isEmpty() || recipients.stream().anyMatch(people::contains)) {
                    return false;
                }
                others = true;
            }
        }
        return others;
    }
}
