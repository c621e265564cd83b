package zhiheng.drills.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** In which writing and language a text is, and whether it is language at all. */
final class Script {
    private static final int LEAST_LETTERS = 12;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}'’]+");

    /** Small words of English that are none of its neighbours'. */
    private static final Set<String> ENGLISH =
            words("the and that it you with this are not have your they from which there"
                    + " their about other than how should would because who has does can could when what if our its these those but"
                    + " more them his been into only any some such to for by be");

    /** Small words of French, German, Spanish, Portuguese, Italian, Dutch, Indonesian, Turkish and Polish that are none of English. */
    private static final Set<String> FOREIGN =
            words("le la les de en des une est et que qui dans pour pas je vous nous elle sur avec"
                    + " du au aux sont cette der das und ist nicht ein eine ich sie mit auf für dem den von zu sich auch wir el los las"
                    + " es por para como se su más pero una con del o os um uma não com da em il di che è per non sono della gli"
                    + " het een van niet dat met zijn voor yang dan untuk dengan tidak ini itu dari ve bir bu için ile değil nie się na"
                    + " jest że w z co");

    /** The commonest characters of Chinese; a third of any text or more. */
    private static final String COMMON = "的一是不了在有人我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用"
            + "道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日与或者及应请";

    private static Set<String> words(String all) {
        return Set.of(all.split(" "));
    }

    private Script() {}

    private static long han(String text) {
        return text.codePoints()
                .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                .count();
    }

    private static long latin(String text) {
        return text.codePoints()
                .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN)
                .count();
    }

    /** Whether a text of some length is in none of the two languages' writings, or in the other's than the one asked in. */
    static boolean other(String text, String language) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        if (letters < LEAST_LETTERS) {
            return false;
        }
        // A Chinese character is worth some three letters; an answer may quote the other language.
        double own = language.equals("zh") ? 3 * han(text) : latin(text);
        double all = letters + 2 * han(text);
        if (own < .3 * all) {
            return true;
        }
        return language.equals("zh") ? 10 * kana(text) > letters : foreign(text);
    }

    private static long kana(String text) {
        return text.codePoints()
                .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HIRAGANA
                        || Character.UnicodeScript.of(c) == Character.UnicodeScript.KATAKANA)
                .count();
    }

    /** Whether Latin letters say something in another language than English: by its small words, or for want of English ones. */
    private static boolean foreign(String text) {
        int all = 0;
        int english = 0;
        int foreign = 0;
        for (var word : words(text, 400)) {
            all++;
            english += ENGLISH.contains(word) ? 1 : 0;
            foreign += FOREIGN.contains(word) ? 1 : 0;
        }
        // Tables and code have few small words of any language.
        boolean prose = all >= 20 && text.codePoints().noneMatch(c -> "|{}`<>=".indexOf(c) >= 0);
        return foreign >= 2 && 7 * foreign >= all && foreign > 2 * english || prose && 25 * english < all;
    }

    private static List<String> words(String text, int most) {
        var words = new ArrayList<String>();
        var found = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (words.size() < most && found.find()) {
            words.add(found.group());
        }
        return words;
    }

    /** Whether most words are none: letters and digits mixed, or no vowel. Abbreviations in capitals and numbers are not looked at. */
    private static boolean gibberish(String text) {
        int all = 0;
        int odd = 0;
        var found = WORD.matcher(text);
        while (found.find()) {
            var word = found.group();
            if (han(word) > 0 || latin(word) == 0 || word.equals(word.toUpperCase(Locale.ROOT)) && word.length() > 1) {
                continue;
            }
            all++;
            var plain = word.toLowerCase(Locale.ROOT);
            boolean mixed = plain.codePoints().anyMatch(Character::isDigit);
            boolean mute = plain.length() > 1 && plain.matches("[b-df-hj-np-tv-xz]+");
            boolean stuck = plain.matches(".*[b-df-hj-np-tv-xz]{6,}.*") || plain.length() > 30;
            odd += mixed || mute || stuck ? 1 : 0;
        }
        return all >= 3 && 2 * odd > all;
    }

    /** Whether a row of Chinese characters holds none of the common ones. */
    private static boolean rubble(String text) {
        long han = han(text);
        long common = text.codePoints().filter(c -> COMMON.indexOf(c) >= 0).count();
        return han >= 24 && common == 0;
    }

    /** Nothing but signs, words that are none, or the same few words again and again. */
    static boolean nonsense(String text) {
        var plain = text.strip().toLowerCase(Locale.ROOT);
        long letters = plain.codePoints().filter(Character::isLetterOrDigit).count();
        if (letters == 0) {
            return true;
        }
        long broken = plain.codePoints().filter(c -> c == 0xFFFD).count();
        if (broken * 5 > letters || gibberish(text) || rubble(plain)) {
            return true;
        }
        if (letters < 60) {
            return false;
        }
        int size = han(plain) * 2 > letters ? 2 : 8;
        var pieces = new java.util.HashSet<String>();
        int all = 0;
        for (int i = 0; i + size <= plain.length(); i++) {
            pieces.add(plain.substring(i, i + size));
            all++;
        }
        return pieces.size() * 10 < all;
    }
}
