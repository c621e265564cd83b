package zhiheng.gateway.contain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import zhiheng.gateway.permit.Containment.ToolTerm;

/**
 * What users wrote themselves, and whether a call of a tool says nothing else: every recipient as they wrote it, every number one of
 * theirs, every word one of theirs. Such a call was asked for as far as can be told without understanding, and a stranger's text could at
 * most have chosen among the user's own words: so among numbers there must be no choice. What was done once for a recipient was not asked
 * for twice.
 */
final class Asked {
    private static final int LONGEST = 200;
    /** Numbers with their marks, words of letters, runs of Chinese. */
    private static final Pattern TOKEN =
            Pattern.compile("[0-9]+(?:[.,][0-9]+)*|\\p{IsHan}+|[\\p{L}\\p{M}&&[^\\p{IsHan}]]+");

    private static final Pattern THOUSANDS = Pattern.compile("[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]+)?");
    /** A day or an hour is no amount. */
    private static final Pattern HAN_TIME = Pattern.compile("[零〇一二两三四五六七八九十]+[年月日号点时]");

    private static final Pattern HAN_NUMBER = Pattern.compile("[零〇一二两三四五六七八九十百千万]+");
    private static final List<String> ENGLISH = List.of(
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");
    private static final Map<Character, Integer> UNITS = Map.of('十', 10, '百', 100, '千', 1000, '万', 10_000);

    private final List<List<String>> inOrder = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> words = new HashSet<>();
    private final Set<BigDecimal> numbers = new HashSet<>();
    private final StringBuilder han = new StringBuilder();
    /** What was done, by tool and recipients. */
    private final Set<String> done = new HashSet<>();

    /** A user wrote it. Parts of addresses, accounts and links are no words of their own. */
    void said(String text) {
        inOrder.add(Named.words(text));
        names.addAll(Named.emails(text));
        names.addAll(Named.accounts(text));
        var rest = Named.withoutNames(text);
        var tokens = TOKEN.matcher(rest);
        while (tokens.find()) {
            var token = tokens.group();
            if (Character.isIdeographic(token.codePointAt(0))) {
                han.append(token).append('\n');
                HAN_NUMBER
                        .matcher(HAN_TIME.matcher(token).replaceAll(" "))
                        .results()
                        .forEach(m -> numbers.add(hanNumber(m.group())));
            } else {
                words.add(token);
                var number = number(token);
                if (number != null) {
                    numbers.add(number);
                }
            }
        }
    }

    /** The model called it before. */
    void did(String tool, ToolTerm term, JsonNode arguments) {
        done.add(key(tool, term, arguments));
    }

    /** Whether users asked for this call, as far as words go. */
    boolean holds(String tool, ToolTerm term, JsonNode arguments, Fields fields) {
        if (!arguments.isObject() || done.contains(key(tool, term, arguments))) {
            return false;
        }
        var used = new HashSet<BigDecimal>();
        boolean counts = false;
        for (var argument : arguments.properties()) {
            boolean who = term.recipients().contains(argument.getKey());
            var given = argument.getValue();
            if (given.isValueNode() && fields.hold(term, argument.getKey(), given.asString(), this)) {
                continue;
            }
            if (!value(argument.getValue(), who)) {
                return false;
            }
            var said = numbers(argument.getValue().toString());
            counts |= !who && !said.isEmpty();
            used.addAll(said);
        }
        return !counts || numbers.stream().allMatch(n -> used.contains(n) || n.equals(BigDecimal.ONE));
    }

    /** Whether users named what a tool was asked for. */
    boolean named(JsonNode arguments) {
        boolean any = false;
        for (var value : arguments) {
            any |= value.isString() && !value.stringValue().isBlank();
            if (!value(value, false)) {
                return false;
            }
        }
        return any;
    }

    static Set<BigDecimal> numbers(String text) {
        var found = new HashSet<BigDecimal>();
        var tokens = TOKEN.matcher(Named.plain(text));
        while (tokens.find()) {
            var token = tokens.group();
            if (Character.isIdeographic(token.codePointAt(0))) {
                HAN_NUMBER.matcher(token).results().forEach(m -> found.add(hanNumber(m.group())));
            } else {
                var number = number(token);
                if (number != null) {
                    found.add(number);
                }
            }
        }
        return found;
    }

    /** Numbers that a user wrote, without days and hours, and without those of addresses, accounts and links. */
    static Set<BigDecimal> amounts(String text) {
        return numbers(HAN_TIME.matcher(Named.withoutNames(text)).replaceAll(" "));
    }

    /** Whether both have a word of four letters, or two Chinese characters in a row, that are not parts of addresses. */
    static boolean shareWord(String one, String other) {
        var pieces = pieces(one);
        pieces.retainAll(pieces(other));
        return !pieces.isEmpty();
    }

    /** Whether it has a word besides addresses and the words of deeds. */
    static boolean saysSomething(String text) {
        return pieces(text).stream().anyMatch(piece -> !DeedWords.isDeed(piece));
    }

    private static Set<String> pieces(String text) {
        var pieces = new HashSet<String>();
        var tokens = TOKEN.matcher(Named.withoutNames(text));
        while (tokens.find()) {
            var token = tokens.group();
            if (Character.isIdeographic(token.codePointAt(0))) {
                for (int at = 0; at + 2 <= token.length(); at++) {
                    pieces.add(token.substring(at, at + 2));
                }
            } else if (token.length() >= 4) {
                pieces.add(token);
            }
        }
        return pieces;
    }

    boolean hasNumber(BigDecimal number) {
        return numbers.contains(number);
    }

    private boolean value(JsonNode value, boolean who) {
        if (value.isContainer()) {
            for (var name : value.propertyNames()) {
                if (!words(name)) {
                    return false;
                }
            }
            for (var inside : value) {
                if (!value(inside, who)) {
                    return false;
                }
            }
            return true;
        }
        return value.isNull() || value.isBoolean() || (who ? isNamed(value.asString()) : words(value.asString()));
    }

    private boolean isNamed(String text) {
        var rest = Named.plain(text);
        var emails = Named.emailsMeant(text);
        for (var email : emails) {
            if (!names.contains(email)) {
                return false;
            }
            rest = rest.replace(email, "");
        }
        if (!emails.isEmpty() || rest.indexOf('@') >= 0) {
            return rest.indexOf('@') < 0 && Named.words(rest).isEmpty();
        }
        var name = String.join("", Named.words(text));
        return name.length() > 1 && inOrder.stream().anyMatch(said -> Named.holds(said, name));
    }

    /** Whether all its words and numbers are theirs, and it names no address. */
    boolean words(String text) {
        if (text.length() > LONGEST || !Named.withoutNames(text).equals(Named.plain(text))) {
            return false;
        }
        var tokens = TOKEN.matcher(Named.plain(text));
        while (tokens.find()) {
            if (!token(tokens.group())) {
                return false;
            }
        }
        return true;
    }

    private boolean token(String token) {
        if (Character.isIdeographic(token.codePointAt(0))) {
            return isHanOf(token);
        }
        var number = number(token);
        return words.contains(token) || number != null && numbers.contains(number);
    }

    /** Pieces of two characters and more that users wrote, one character alone only where nothing else is said. */
    private boolean isHanOf(String run) {
        if (HAN_NUMBER.matcher(run).matches() && numbers.contains(hanNumber(run))) {
            return true;
        }
        int least = Math.min(2, run.length());
        for (int at = 0; at < run.length(); ) {
            int end = run.length();
            while (end - at >= least && han.indexOf(run.substring(at, end)) < 0) {
                end--;
            }
            if (end - at < least) {
                return false;
            }
            at = end;
        }
        return true;
    }

    private static @Nullable BigDecimal number(String token) {
        int english = ENGLISH.indexOf(token);
        if (english >= 0) {
            return BigDecimal.valueOf(english);
        }
        if (token.charAt(0) < '0' || token.charAt(0) > '9') {
            return null;
        }
        var digits = THOUSANDS.matcher(token).matches() ? token.replace(",", "") : token;
        return digits.matches("[0-9]+(\\.[0-9]+)?") ? new BigDecimal(digits).stripTrailingZeros() : null;
    }

    /** As people say numbers below a hundred million: 四百二十, 两万. */
    private static BigDecimal hanNumber(String run) {
        long whole = 0;
        long below = 0;
        long digit = 0;
        for (char c : run.toCharArray()) {
            var unit = UNITS.get(c);
            if (unit == null) {
                digit = digit * 10 + Math.max(0, "零一二三四五六七八九".indexOf(c == '〇' ? '零' : c == '两' ? '二' : c));
            } else if (unit == 10_000) {
                whole += (below + digit) * unit;
                below = 0;
                digit = 0;
            } else {
                below += Math.max(1, digit) * unit;
                digit = 0;
            }
        }
        return BigDecimal.valueOf(whole + below + digit).stripTrailingZeros();
    }

    /** A tool and whom it was used for; without recipients, with all that it was told. */
    static String key(String tool, ToolTerm term, JsonNode arguments) {
        var key = new StringBuilder(tool);
        for (var argument : arguments.properties()) {
            if (term.recipients().isEmpty() || term.recipients().contains(argument.getKey())) {
                key.append('\n').append(Squashed.of(argument.getValue().toString()));
            }
        }
        return key.toString();
    }
}
