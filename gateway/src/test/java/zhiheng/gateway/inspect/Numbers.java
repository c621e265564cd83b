package zhiheng.gateway.inspect;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/** Writes numbers that carry a check digit, right or wrong, and disguises them. */
final class Numbers {
    /** @param kind as it must be found; @param context words before it that say what it is */
    record Sample(String kind, String context, String number) {}

    static final List<String> KINDS = List.of(
            "pii.resident-id",
            "pii.residence-permit",
            "pii.bank-card",
            "pii.uscc",
            "pii.iban",
            "pii.hk-id",
            "pii.tw-id");

    private static final String USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final String[] REGIONS = {"110101", "310115", "440305", "510107", "330106", "620102", "810000"};
    private static final String[] IINS = {"622202", "621700", "4", "51", "34", "6011", "3528", "81", "2221"};
    private static final int[] LENGTHS = {19, 19, 16, 16, 15, 16, 16, 17, 16};
    private static final String[] MOBILES = {"133", "138", "149", "155", "166", "173", "188", "199"};
    private static final String[] COUNTRIES = {"DE", "FR", "GB", "NL", "CH", "SA", "NO", "MT"};

    private final Random random;

    Numbers(long seed) {
        random = new Random(seed);
    }

    Sample valid(String kind) {
        return switch (kind) {
            case "pii.resident-id" -> new Sample(kind, "身份证号", id(REGIONS[random.nextInt(6)], true));
            case "pii.residence-permit" -> new Sample(kind, "居住证", id((81 + random.nextInt(3)) + "0000", true));
            case "pii.bank-card" -> new Sample(kind, "卡号", card(true));
            case "pii.uscc" -> new Sample(kind, "统一社会信用代码", uscc(true));
            case "pii.iban" -> new Sample(kind, "IBAN", iban(true));
            case "pii.hk-id" -> new Sample(kind, "香港身份证", hongKong(true));
            case "pii.tw-id" -> new Sample(kind, "台湾身份证", taiwan(true));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** The same with a check digit that does not fit. */
    Sample invalid(String kind) {
        return switch (kind) {
            case "pii.resident-id" -> new Sample(kind, "身份证号", id(REGIONS[random.nextInt(6)], false));
            case "pii.residence-permit" -> new Sample(kind, "居住证", id((81 + random.nextInt(3)) + "0000", false));
            case "pii.bank-card" -> new Sample(kind, "卡号", card(false));
            case "pii.uscc" -> new Sample(kind, "统一社会信用代码", uscc(false));
            case "pii.iban" -> new Sample(kind, "IBAN", iban(false));
            case "pii.hk-id" -> new Sample(kind, "香港身份证", hongKong(false));
            case "pii.tw-id" -> new Sample(kind, "台湾身份证", taiwan(false));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    String phone() {
        return MOBILES[random.nextInt(MOBILES.length)] + digits(8);
    }

    private String id(String region, boolean valid) {
        var date = LocalDate.of(1940, 1, 1).plusDays(random.nextInt(28_000));
        var first = region + date.toString().replace("-", "") + digits(3);
        char check = CheckDigits.residentIdCheck(first);
        return first + (valid ? check : other("0123456789X", check));
    }

    private String card(boolean valid) {
        int issuer = random.nextInt(IINS.length);
        var first = IINS[issuer] + digits(LENGTHS[issuer] - 1 - IINS[issuer].length());
        char check = '0';
        while (!CheckDigits.luhn(first + check)) {
            check++;
        }
        return first + (valid ? check : other("0123456789", check));
    }

    private String uscc(boolean valid) {
        var first = new StringBuilder("91" + REGIONS[random.nextInt(6)]);
        while (first.length() < 17) {
            first.append(USCC.charAt(random.nextInt(31)));
        }
        char check = USCC.charAt(CheckDigits.usccCheck(first));
        return first.toString() + (valid ? check : other(USCC, check));
    }

    private String iban(boolean valid) {
        var country = COUNTRIES[random.nextInt(COUNTRIES.length)];
        var account = digits(CheckDigits.IBAN_LENGTHS.get(country) - 4);
        int check = 98 - CheckDigits.ibanRemainder(country + "00" + account);
        int written = valid ? check : 2 + (check + random.nextInt(95)) % 97;
        return country + (written < 10 ? "0" : "") + written + account;
    }

    private String hongKong(boolean valid) {
        var first = (random.nextBoolean() ? "" : letter()) + letter() + digits(6);
        char check = CheckDigits.hongKongCheck(first);
        return first + "(" + (valid ? check : other("0123456789A", check)) + ")";
    }

    private String taiwan(boolean valid) {
        var first = letter() + (1 + random.nextInt(2)) + digits(7);
        for (char check = '0'; ; check++) {
            if (CheckDigits.taiwan(first + check)) {
                return first + (valid ? check : other("0123456789", check));
            }
        }
    }

    private String letter() {
        return String.valueOf((char) ('A' + random.nextInt(26)));
    }

    private String digits(int count) {
        var out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append((char) ('0' + random.nextInt(10)));
        }
        return out.toString();
    }

    private char other(String alphabet, char not) {
        while (true) {
            char c = alphabet.charAt(random.nextInt(alphabet.length()));
            if (c != not) {
                return c;
            }
        }
    }

    /** The ways in which people, and those who would not be found, write numbers. */
    String disguised(String number) {
        return switch (random.nextInt(11)) {
            case 0 -> fullWidth(number);
            case 1 -> spaced(number, " ");
            case 2 -> spaced(number, "-");
            case 3 -> invisible(number);
            case 4 -> number.toLowerCase();
            case 5 -> spaced(number, ".");
            case 6 -> spaced(number, "/");
            case 7 -> spaced(number, "_");
            case 8 -> spaced(number, "·");
            case 9 -> number.indexOf('(') >= 0 ? number : number.substring(0, 8) + "\n" + number.substring(8);
            default -> number.chars().allMatch(c -> c < 'A') ? chinese(number) : number;
        };
    }

    static String fullWidth(String number) {
        return number.chars()
                .collect(StringBuilder::new, (out, c) -> out.append((char) (c + 0xFEE0)), StringBuilder::append)
                .toString();
    }

    private static String spaced(String number, String separator) {
        return number.indexOf('(') >= 0 ? number : number.replaceAll("(.{4})(?=.)", "$1" + separator);
    }

    private String invisible(String number) {
        var out = new StringBuilder();
        number.chars().forEach(c -> out.append((char) c).append(random.nextInt(3) == 0 ? "\u200B" : ""));
        return out.toString();
    }

    static String chinese(String number) {
        var out = new StringBuilder();
        number.chars().forEach(c -> out.append(c >= '0' && c <= '9' ? "〇一二三四五六七八九".charAt(c - '0') : (char) c));
        return out.toString();
    }
}
