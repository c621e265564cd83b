package zhiheng.gateway.inspect;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The arithmetic of numbers that carry their own proof. Arguments are well formed: the right characters in the right number. */
final class CheckDigits {
    private static final int[] ID_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String ID_CHECKS = "10X98765432";
    private static final String PROVINCES =
            " 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 91 ";
    private static final String USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] USCC_WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    private static final String TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO";

    private CheckDigits() {}

    /** GB 11643-1999, 18 characters, the last maybe X. */
    static char residentIdCheck(CharSequence first17) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += ID_WEIGHTS[i] * (first17.charAt(i) - '0');
        }
        return ID_CHECKS.charAt(sum % 11);
    }

    static boolean residentId(CharSequence id) {
        return region(id) && date(id, 6, 4) && residentIdCheck(id) == id.charAt(17);
    }

    /** The permits of residents from Hong Kong (810000), Macao (820000) and Taiwan (830000) use the same scheme. */
    static boolean residencePermit(CharSequence id) {
        return (starts(id, "810000") || starts(id, "820000") || starts(id, "830000"))
                && date(id, 6, 4)
                && residentIdCheck(id) == id.charAt(17);
    }

    /** The form of 15 digits, before 1999: no check digit, the year in two digits. */
    static boolean oldResidentId(CharSequence id) {
        return region(id) && date(id, 6, 2);
    }

    private static boolean region(CharSequence id) {
        return PROVINCES.contains(" " + id.charAt(0) + id.charAt(1) + " ")
                && !(id.charAt(2) == '0' && id.charAt(3) == '0');
    }

    static boolean date(CharSequence text, int at, int yearDigits) {
        int year = number(text, at, yearDigits) + (yearDigits == 2 ? 1900 : 0);
        int month = number(text, at + yearDigits, 2);
        int day = number(text, at + yearDigits + 2, 2);
        return year >= 1900
                && year < 2100
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
    }

    static int number(CharSequence text, int at, int digits) {
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            value = 10 * value + text.charAt(i) - '0';
        }
        return value;
    }

    private static boolean starts(CharSequence text, String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            if (text.charAt(i) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** ISO/IEC 7812-1, annex B. */
    static boolean luhn(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit < 5 ? 2 * digit : 2 * digit - 9;
        }
        return sum % 10 == 0;
    }

    /** Numbers of 12 to 19 digits that begin with four digits in a range. */
    private record Issuer(int low, int high, int shortest, int longest) {}

    private static final List<Issuer> ISSUERS = List.of(
            new Issuer(6200, 6299, 16, 19), // UnionPay
            new Issuer(8100, 8199, 16, 19), // UnionPay
            new Issuer(4000, 4999, 13, 19), // Visa
            new Issuer(5100, 5599, 16, 16), // Mastercard
            new Issuer(2221, 2720, 16, 16), // Mastercard
            new Issuer(3400, 3499, 15, 15), // American Express
            new Issuer(3700, 3799, 15, 15), // American Express
            new Issuer(3000, 3059, 14, 19), // Diners Club
            new Issuer(3600, 3999, 14, 19), // Diners Club
            new Issuer(3528, 3589, 16, 19), // JCB
            new Issuer(1800, 1800, 15, 15), // JCB, old
            new Issuer(2131, 2131, 15, 15), // JCB, old
            new Issuer(6011, 6011, 16, 19), // Discover
            new Issuer(6440, 6599, 16, 19), // Discover
            new Issuer(6000, 6099, 16, 19), // older debit cards of Chinese banks
            new Issuer(9400, 9599, 16, 19), // older debit cards of Chinese banks
            new Issuer(5000, 5099, 12, 19), // Maestro
            new Issuer(5600, 5899, 12, 19), // Maestro
            new Issuer(6304, 6304, 12, 19), // Maestro
            new Issuer(6700, 6799, 12, 19)); // Maestro

    /** By the first four digits: a bit for each length. */
    private static final int[] LENGTHS_OF_CARDS = lengthsOfCards();

    private static int[] lengthsOfCards() {
        var lengths = new int[10_000];
        for (var issuer : ISSUERS) {
            for (int first = issuer.low; first <= issuer.high; first++) {
                lengths[first] |= (2 << issuer.longest) - (1 << issuer.shortest);
            }
        }
        return lengths;
    }

    /** Whether an issuer gives out numbers that begin so and are so long. */
    static boolean cardIssuer(CharSequence digits) {
        return digits.length() < Integer.SIZE && (LENGTHS_OF_CARDS[number(digits, 0, 4)] >> digits.length() & 1) != 0;
    }

    /** GB 32100-2015, 18 upper-case characters. */
    static boolean uscc(CharSequence code) {
        int check = usccCheck(code);
        return check >= 0 && USCC_ALPHABET.charAt(check) == code.charAt(17);
    }

    /** @return the value of the check character, -1 when a character is not of the alphabet */
    static int usccCheck(CharSequence first17) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            int value = USCC_ALPHABET.indexOf(first17.charAt(i));
            if (value < 0) {
                return -1;
            }
            sum += value * USCC_WEIGHTS[i];
        }
        return (31 - sum % 31) % 31;
    }

    /** ISO 13616; letters in upper case. */
    static boolean iban(CharSequence iban) {
        return ibanRemainder(iban) == 1;
    }

    static int ibanRemainder(CharSequence iban) {
        int remainder = 0;
        for (int i = 0; i < iban.length(); i++) {
            char c = iban.charAt((i + 4) % iban.length());
            remainder = c <= '9' ? (10 * remainder + c - '0') % 97 : (100 * remainder + c - 'A' + 10) % 97;
        }
        return remainder;
    }

    /** Hong Kong: one or two letters, six digits; the check character, 0 to 9 or A. */
    static char hongKongCheck(CharSequence lettersAndDigits) {
        int length = lettersAndDigits.length();
        int sum = length == 7 ? 36 * 9 : 0;
        for (int i = 0; i < length; i++) {
            char c = lettersAndDigits.charAt(i);
            sum += (length + 1 - i) * (c <= '9' ? c - '0' : c - 'A' + 10);
        }
        int check = (11 - sum % 11) % 11;
        return check == 10 ? 'A' : (char) ('0' + check);
    }

    /** Taiwan: a letter, 1, 2, 8 or 9, eight digits. */
    static boolean taiwan(CharSequence id) {
        return taiwanSum(id) % 10 == 0;
    }

    static int taiwanSum(CharSequence id) {
        int letter = TAIWAN_LETTERS.indexOf(id.charAt(0)) + 10;
        int sum = letter / 10 + 9 * (letter % 10) + id.charAt(9) - '0';
        for (int i = 1; i < 9; i++) {
            sum += (9 - i) * (id.charAt(i) - '0');
        }
        return sum;
    }

    /** ICAO Doc 9303: weights 7, 3, 1; {@code <} counts nothing. */
    static int mrzCheck(CharSequence text, int start, int end) {
        return mrzSum(text, start, end, 0) % 10;
    }

    /** The composite check goes on through several fields; {@code done} characters came before. */
    static int mrzSum(CharSequence text, int start, int end, int done) {
        int sum = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            int value = c == '<' ? 0 : c <= '9' ? c - '0' : c - 'A' + 10;
            sum += value
                    * switch ((done + i - start) % 3) {
                        case 0 -> 7;
                        case 1 -> 3;
                        default -> 1;
                    };
        }
        return sum;
    }

    /** Lengths from the IBAN registry (ISO 13616, kept by SWIFT). */
    static final Map<String, Integer> IBAN_LENGTHS = lengths(
            "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20"
                    + " EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27"
                    + " JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28"
                    + " NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23"
                    + " ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30");

    private static Map<String, Integer> lengths(String table) {
        var lengths = new HashMap<String, Integer>();
        for (var entry : table.split(" ")) {
            lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2)));
        }
        return Map.copyOf(lengths);
    }
}
