package zhiheng.gateway.contain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of what a user wrote between two marks or joining words, and what it asks for.
 *
 * @param text one width, lower case
 * @param deeds words of deeds that it asks for; empty where it asks for none
 * @param state whether what it names may be used
 */
record Clause(String text, Set<String> deeds, State state) {
    enum State {
        /** It asks for something, or goes on with what was asked for. */
        ASKS,
        /** It tells something. */
        TELLS,
        /** It says under which condition. */
        IF,
        /** It says what is not wanted, or what was done before. */
        NOT
    }

    private static final Pattern SENTENCE =
            Pattern.compile("[。!?;\\n]+|(?<!\\b(?:mr|mrs|ms|dr|no|st|prof|vs|nr|etc))\\.(?=[\\s\"”’)]|$)");

    private static final Pattern CUT = Pattern.compile("(?<![0-9]),|,(?![0-9])|、"
            + "|(?=\\b(?:and|then|but|if|unless|when|because|while|or|whereas)\\s)"
            + "|(?=然后|接着|并且|(?<![合一])并(?![且列])|再(?![见次三度])"
            + "|但是|但(?!是)|同时|另外|就(?![诊业餐近读座是医地])|(?<![规原否准细])则|和(?=\\s*[0-9一二两三四五六七八九十]))");

    private static final Set<String> LEADERS = Set.of(
            "and",
            "then",
            "also",
            "please",
            "so",
            "but",
            "to",
            "now",
            "just",
            "first",
            "next",
            "finally",
            "kindly",
            "otherwise",
            "or",
            "could",
            "can",
            "would",
            "will",
            "you",
            "d",
            "like",
            "want",
            "need",
            "have",
            "help",
            "must",
            "should",
            "always",
            "afterwards",
            "later",
            "today",
            "tomorrow",
            "go",
            "ahead",
            "i",
            "we",
            "me",
            "us",
            "ll",
            "wish",
            "simply",
            "only",
            "do",
            "both",
            "after",
            "that",
            "this",
            "done",
            "which");
    private static final Set<String> NEGATIONS = Set.of(
            "not", "never", "don", "doesn", "no", "nobody", "nothing", "without", "except", "neither", "nor", "cannot",
            "won", "keep", "leave", "skip", "ignore", "forget");
    private static final Set<String> CONDITIONS =
            Set.of("if", "unless", "when", "whether", "provided", "once", "because", "while", "whereas");
    private static final Set<String> ME = Set.of("me", "us");
    /** After "I" somebody asks only with these. */
    private static final Set<String> WISHES =
            Set.of("want", "need", "would", "d", "like", "wish", "have", "must", "should", "live", "ll");

    private static final Set<String> TELLING = Set.of(
            "is", "are", "was", "were", "has", "have", "had", "does", "did", "need", "needs", "wants", "goes", "said",
            "will", "met", "paid");
    private static final Pattern HAN_CONDITION = Pattern.compile("如果|若(?!干)|要是|假如|倘若|一旦|的话|万一|只要|除非");
    private static final Pattern HAN_THEN = Pattern.compile("^\\s*(?:就|则|那么|那就)");
    private static final Pattern HAN_NOT = Pattern.compile(
            "(?<![特分级区性个类辨告鉴])别(?![墅人的名])" + "|不(?![错同久过断])|勿|未(?!来)|没(?!有?\\s*$)|无需|无须|禁止|保留|保持|留着|算了|放着|忽略");
    private static final Pattern HAN_TELLING = Pattern.compile("[是有在]|已|那边");
    private static final Pattern HAN_QUESTION = Pattern.compile("什么|怎么|哪|谁|多少|吗|是否|([^\\P{IsHan}能可])[不没]\\1");
    /** Asks politely, and denies nothing. */
    private static final Pattern HAN_OR_NOT = Pattern.compile("(\\p{IsHan})[不没](?=\\1)");
    /** Whom the model answers anyway. */
    private static final Pattern HAN_ME = Pattern.compile("^\\s*(?:给)?(?:我|我们|咱)(?!们?的|.{0,4}[@爱妻夫爸妈])");

    private static final Pattern WISH =
            Pattern.compile("^\\s*(?:i|we)\\s+(?:need|want|would|wish)\\b|^\\s*我们?(?:要|想|需要)");

    /** So far behind a command its object stands, at most. */
    private static final int NEAR = 12;

    private static final Pattern FIRST_IS_LATIN = Pattern.compile("^[^\\p{L}]*[a-z]");

    /** What users wrote, by sentences. */
    static List<List<Clause>> sentences(String text, Set<String> own) {
        var all = new ArrayList<List<Clause>>();
        for (var sentence : SENTENCE.split(Named.plain(text))) {
            var parts = CUT.split(sentence);
            var clauses = new ArrayList<Clause>();
            Clause before = null;
            for (int i = 0; i < parts.length; i++) {
                if (parts[i].isBlank()) {
                    continue;
                }
                boolean then =
                        i + 1 < parts.length && HAN_THEN.matcher(parts[i + 1]).find();
                before = of(parts[i], then, before, own);
                clauses.add(before);
            }
            if (!clauses.isEmpty()) {
                wishes(clauses);
                all.add(clauses);
            }
        }
        return all;
    }

    /** "I need this, please book": what is wished for belongs to the command behind it. */
    private static void wishes(List<Clause> sentence) {
        for (int i = 0; i + 1 < sentence.size(); i++) {
            var one = sentence.get(i);
            if (one.state == State.TELLS
                    && one.deeds.isEmpty()
                    && WISH.matcher(one.text).find()) {
                var command = sentence.subList(i + 1, sentence.size()).stream()
                        .filter(c -> c.state == State.ASKS)
                        .findFirst();
                if (command.isPresent()) {
                    sentence.set(i, new Clause(one.text, command.get().deeds, State.ASKS));
                }
            }
        }
    }

    private static Clause of(String part, boolean then, @Nullable Clause before, Set<String> own) {
        var inherited = before == null ? Set.<String>of() : before.deeds;
        var words = Named.words(Named.withoutNames(part));
        var first = words.isEmpty() ? "" : words.getFirst();
        boolean latin = FIRST_IS_LATIN.matcher(part).find();
        if (then
                || latin && CONDITIONS.contains(first)
                || HAN_CONDITION.matcher(part).find()) {
            return new Clause(part, inherited, State.IF);
        }
        var han = han(part, own);
        if (latin && !words.isEmpty()) {
            var english = english(words, own);
            if (english != null) {
                return english.isEmpty() && han.deeds.isEmpty()
                        ? new Clause(part, inherited, State.NOT)
                        : new Clause(part, english.isEmpty() ? han.deeds : english, State.ASKS);
            }
        }
        if (!han.deeds.isEmpty() || han.state == State.NOT) {
            return new Clause(part, han.deeds.isEmpty() ? inherited : han.deeds, han.state);
        }
        boolean not = words.stream().anyMatch(NEGATIONS::contains)
                || HAN_NOT.matcher(orNot(part)).find();
        boolean tells = words.stream().anyMatch(TELLING::contains)
                || HAN_TELLING.matcher(part).find();
        return new Clause(part, inherited, not ? State.NOT : tells || inherited.isEmpty() ? State.TELLS : State.ASKS);
    }

    /** The command at the beginning; empty where it is forbidden, null where there is none. */
    private static @Nullable Set<String> english(List<String> words, Set<String> own) {
        boolean not = false;
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            boolean deed = DeedWords.isDeed(word) || own.contains(word);
            if (deed && i + 1 < words.size() && ME.contains(words.get(i + 1))) {
                return null;
            }
            if (deed) {
                return not ? Set.of() : Set.of(word);
            }
            if (NEGATIONS.contains(word) || word.equals("t") && not) {
                not = true;
            } else if (!LEADERS.contains(word)
                    || (word.equals("i") || word.equals("we"))
                            && (i + 1 == words.size() || !WISHES.contains(words.get(i + 1)))) {
                return null;
            }
        }
        return null;
    }

    private record Found(Set<String> deeds, State state) {}

    /** Chinese commands stand anywhere; what was done, is asked about or forbidden is none. */
    private static Found han(String part, Set<String> own) {
        var deeds = new HashSet<String>();
        boolean not = false;
        var question = HAN_QUESTION.matcher(part);
        int asked = question.find() ? question.start() : part.length();
        var denied = HAN_NOT.matcher(orNot(part));
        int no = denied.find() ? denied.start() : part.length();
        boolean disposal = part.matches("(?s).*[把将给向].*");
        for (var deed : DeedWords.han(part, own).entrySet()) {
            int at = deed.getKey();
            int end = at + deed.getValue().length();
            var after = part.substring(end, Math.min(part.length(), end + NEAR));
            boolean past = after.startsWith("过")
                    || after.startsWith("的")
                    || after.startsWith("了") && !disposal
                    || part.indexOf("已") >= 0 && part.indexOf("已") < at;
            if (at > asked && deeds.isEmpty() && !asksSomebody(part, asked)) {
                continue;
            }
            if (HAN_ME.matcher(after).find()) {
                continue;
            }
            if (past || at > no) {
                not = true;
            } else {
                deeds.add(deed.getValue());
            }
        }
        return deeds.isEmpty() ? new Found(deeds, not ? State.NOT : State.TELLS) : new Found(deeds, State.ASKS);
    }

    private static String orNot(String part) {
        return HAN_OR_NOT.matcher(part).replaceAll(m -> m.group(1) + " ");
    }

    /** Whether the question is what somebody is to be asked or told. */
    private static boolean asksSomebody(String part, int question) {
        return part.substring(0, question).matches("(?s).*[问告通].*");
    }
}
