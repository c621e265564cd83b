package zhiheng.gateway.contain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import zhiheng.gateway.contain.Clause.State;

/** All that users wrote, cut into clauses, and the groups of clauses that ask for a kind of deed. */
final class Request {
    private static final Set<String> POINTING = Set.of(
            "him", "her", "them", "it", "its", "his", "their", "one", "ones", "this", "that", "these", "those", "there", "same");
    /** What stands behind these is where, when or about what, and no name of who gets something. */
    private static final Set<String> ABOUT = Set.of("in", "at", "near", "from", "about", "around", "after", "before", "until", "since", "by");

    private final List<String> texts = new ArrayList<>();

    void said(String text) {
        texts.add(text);
    }

    List<String> texts() {
        return texts;
    }

    /** What asks for one deed, or for some of the same kind: a command and what goes on with it. */
    static final class Group {
        /** Its clauses that ask. */
        final List<Clause> clauses = new ArrayList<>();

        final Asked asked = new Asked();
        /** Its clauses, and those of the sentence that only tell or set a condition. */
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

        /** Whether it names somebody or something so, as a whole, and not as a place or a time. */
        boolean names(String name) {
            var joined = String.join("", Named.words(name));
            if (joined.length() < 2) {
                return false;
            }
            boolean typed = name.matches("(?s).*[0-9#/._-].*");
            var among = typed ? words : bare;
            for (int from = 0; from < among.size(); from++) {
                if (Named.holds(among, joined, from) && (typed || from == 0 || !ABOUT.contains(among.get(from - 1)))) {
                    return true;
                }
            }
            return false;
        }

        /** Whether it dictates: behind a colon, or in quotation marks. */
        boolean dictates() {
            return clauses.stream().anyMatch(c -> c.text().matches("(?s).*[:\"“”「」].*"));
        }
    }

    /** The groups that ask for a deed in one of these words. */
    List<Group> groups(Set<String> deeds) {
        var groups = new ArrayList<Group>();
        for (var text : texts) {
            for (var sentence : Clause.sentences(text, deeds)) {
                Group open = null;
                for (var clause : sentence) {
                    boolean mine = clause.state() == State.ASKS && clause.deeds().stream().anyMatch(deeds::contains);
                    if (mine) {
                        if (open == null) {
                            open = new Group();
                            groups.add(open);
                            for (var other : sentence) {
                                if (other.state() != State.NOT) {
                                    open.around.said(other.text());
                                }
                            }
                        }
                        open.add(clause);
                    }
                }
            }
        }
        return groups;
    }

    /** All that was neither forbidden nor is over. */
    Asked wanted() {
        var wanted = new Asked();
        for (var text : texts) {
            for (var sentence : Clause.sentences(text, Set.of())) {
                sentence.stream().filter(c -> c.state() != State.NOT).forEach(c -> wanted.said(c.text()));
            }
        }
        return wanted;
    }

    /** Whether a text is what a user dictated: words in a row that end where a clause or a quotation ends, and hold none of the commands. */
    boolean dictates(String text, Set<String> deeds) {
        var value = String.join("", Named.words(text));
        for (var said : texts) {
            for (var sentence : Clause.sentences(said, deeds)) {
                var words = new ArrayList<String>();
                var ends = new HashSet<Integer>();
                for (var clause : sentence) {
                    if (clause.state() == State.NOT) {
                        words.clear();
                        ends.clear();
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
        return deeds.contains(words.getFirst()) || deeds.stream().anyMatch(d -> d.length() > 1 && String.join("", words).startsWith(d));
    }
}
