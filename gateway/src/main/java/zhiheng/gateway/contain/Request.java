package zhiheng.gateway.contain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.contain.Clause.State;

/** All that users wrote, cut into clauses, and the groups of clauses that ask for a kind of deed. */
final class Request {
    private static final Set<String> POINTING = Set.of(
            "him", "her", "them", "it", "its", "his", "their", "one", "ones", "this", "that", "these", "those", "there",
            "same");
    /** Words for counting things, which stand between the number and the thing. */
    static final String MEASURES = "个盏本支台件份盒箱瓶包张把只条双套间晚家块辆";

    /** What stands behind these is where, when or about what, and no name of who gets something. */
    private static final Set<String> ABOUT =
            Set.of("in", "at", "near", "from", "about", "around", "after", "before", "until", "since", "by");

    private static final Pattern TIME =
            Pattern.compile("[0-9零〇一二两三四五六七八九十]+[年月日号点]|星期|礼拜|周[一二三四五六日末]|[0-9]{1,2}:[0-9]{2}|[0-9]{4}-[0-9]{2}"
                    + "|\\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\\b|"
                    + "[0-9]+(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
                    + "|\\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\s+[0-9]"
                    + "|\\b(?:today|tomorrow|noon)\\b|今天|明天|后天");
    private static final Pattern QUOTED = Pattern.compile("“([^”]{2,})”|\"([^\"]{2,})\"|「([^」]{2,})」");

    private final List<String> texts = new ArrayList<>();
    private final Map<Set<String>, List<List<Clause>>> parsed = new HashMap<>();
    private @Nullable Asked wanted;

    void said(String text) {
        texts.add(text);
        parsed.clear();
        wanted = null;
    }

    /** What users wrote, by sentences, as it stands to deeds in these words. */
    private List<List<Clause>> sentences(Set<String> deeds) {
        return parsed.computeIfAbsent(
                deeds,
                words -> texts.stream()
                        .flatMap(text -> Clause.sentences(text, words).stream())
                        .toList());
    }

    List<String> texts() {
        return texts;
    }

    /** All of it, lower case. */
    String words() {
        return Named.plain(String.join("\n", texts));
    }

    /** What stands in quotation marks in a command. */
    List<String> quotes(Group group) {
        var all = new ArrayList<String>();
        var found = QUOTED.matcher(words());
        while (found.find()) {
            for (int i = 1; i <= found.groupCount(); i++) {
                var quoted = found.group(i);
                if (quoted != null
                        && group.clauses.stream().anyMatch(c -> c.text().contains(quoted.substring(0, 2)))) {
                    all.add(quoted);
                }
            }
        }
        return all;
    }

    /** What asks for one deed, or for some of the same kind: a command and what goes on with it. */
    static final class Group {
        /** Its clauses that ask. */
        final List<Clause> clauses = new ArrayList<>();

        final Asked asked = new Asked();
        /** Its clauses, and the conditions of the sentence. */
        final Asked around = new Asked();

        final Set<String> emails = new HashSet<>();
        final Set<String> accounts = new HashSet<>();
        private final List<String> words = new ArrayList<>();
        private final List<String> bare = new ArrayList<>();

        private void add(Clause clause) {
            clauses.add(clause);
            asked.said(clause.text());
            emails.addAll(Named.emails(clause.text()));
            accounts.addAll(Named.accounts(clause.text()));
            words.addAll(Named.words(Named.withoutNames(clause.text())));
            bare.addAll(Named.words(Named.withoutPaths(clause.text())));
        }

        /** Whether it points to what was named before; Chinese does so without a word. */
        boolean points() {
            return words.stream().anyMatch(w -> POINTING.contains(w) || Character.isIdeographic(w.codePointAt(0)));
        }

        /** As {@link #points}, in so many words. */
        boolean pointsOut() {
            return words.stream().anyMatch(w -> w.equals("my") || w.equals("our") || POINTING.contains(w));
        }

        /** Whether it names somebody or something so, as a whole, and not as a place or a time. */
        boolean names(String name, List<String> topics) {
            var joined = String.join("", Named.words(name));
            boolean counted = joined.length() == 1 && Character.isIdeographic(joined.charAt(0));
            if (joined.length() < 2 && !counted) {
                return false;
            }
            boolean typed = name.matches("(?s).*[0-9#/._-].*");
            var among = new ArrayList<>(typed ? words : bare);
            for (var topic : topics) {
                var other = Named.words(topic);
                if (other.size() > 1 && !joined.contains(String.join("", other))) {
                    hide(among, String.join("", other));
                }
            }
            for (int from = 0; from < among.size(); from++) {
                if (counted && (from == 0 || !MEASURES.contains(among.get(from - 1)))) {
                    continue;
                }
                if (Named.holds(among, joined, from) && (typed || from == 0 || !ABOUT.contains(among.get(from - 1)))) {
                    return true;
                }
            }
            return false;
        }

        /** A part of another name is none. */
        private static void hide(List<String> words, String name) {
            for (int from = 0; from < words.size(); from++) {
                int end = Named.end(words, name, from);
                if (end > from) {
                    Collections.fill(words.subList(from, end), "\0");
                }
            }
        }

        boolean hasTime() {
            return clauses.stream().anyMatch(c -> TIME.matcher(c.text()).find());
        }

        /** Whether it dictates: behind a colon, or in quotation marks. */
        boolean dictates() {
            return clauses.stream().anyMatch(c -> c.text().matches("(?s).*[:\"“”「」].*"));
        }
    }

    /** The groups that ask for a deed in one of these words. */
    List<Group> groups(Set<String> deeds) {
        var groups = new ArrayList<Group>();
        for (var sentence : sentences(deeds)) {
            Group open = null;
            for (var clause : sentence) {
                if (clause.state() != State.ASKS || Collections.disjoint(clause.deeds(), deeds)) {
                    continue;
                }
                if (open == null) {
                    open = new Group();
                    groups.add(open);
                    for (var other : sentence) {
                        if (other.state() == State.IF) {
                            open.around.said(other.text());
                        }
                    }
                }
                open.add(clause);
                open.around.said(clause.text());
            }
        }
        return groups;
    }

    /** Whether users tell it somewhere, two words and more in a row. */
    boolean tells(String value) {
        var name = String.join("", Named.words(value));
        return Named.words(value).size() > 1
                && sentences(Set.of()).stream()
                        .flatMap(List::stream)
                        .anyMatch(c -> c.state() == State.TELLS && Named.holds(Named.words(c.text()), name));
    }

    /** All that was neither forbidden nor is over. */
    Asked wanted() {
        var all = wanted;
        if (all == null) {
            all = new Asked();
            for (var sentence : sentences(Set.of())) {
                for (var clause : sentence) {
                    if (clause.state() != State.NOT) {
                        all.said(clause.text());
                    }
                }
            }
            wanted = all;
        }
        return all;
    }

    /** Whether a text is what a user dictated: words in a row that end where a clause or a quotation ends, and hold none of the commands. */
    boolean dictates(String text, Set<String> deeds) {
        var value = String.join("", Named.words(text));
        for (var sentence : sentences(deeds)) {
            var words = new ArrayList<String>();
            var ends = new HashSet<Integer>();
            for (var clause : sentence) {
                if (clause.state() == State.NOT) {
                    words.add("\0");
                    continue;
                }
                for (var quoted : clause.text().split("[\"“”「」]")) {
                    words.addAll(Named.words(quoted));
                    ends.add(words.size());
                }
            }
            for (int from = 0; from < words.size(); from++) {
                int end = Named.end(words, value, from);
                if (end > from && ends.contains(end) && !commands(words.subList(from, end), deeds)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether it is a command itself: nobody dictates "tell her it is late" to her. */
    boolean commands(String text, Set<String> deeds) {
        return Clause.sentences(text, deeds).stream()
                .flatMap(List::stream)
                .anyMatch(c -> c.state() == State.ASKS && c.deeds().stream().anyMatch(deeds::contains));
    }

    private static boolean commands(List<String> words, Set<String> deeds) {
        return deeds.contains(words.getFirst())
                || deeds.stream()
                        .anyMatch(d -> d.length() > 1 && String.join("", words).startsWith(d));
    }
}
