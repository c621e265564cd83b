package zhiheng.gateway.inspect;

/**
 * The arithmetic of national identity, tax and insurance numbers, each with where it is laid down. Arguments have the right length and
 * consist of digits, but where letters are named.
 */
final class EuropeanChecks {
    private EuropeanChecks() {}

    /** Sum of digits times weights, over as many digits as there are weights. */
    private static int sum(String digits, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * digit(digits, i);
        }
        return sum;
    }

    private static int digit(String digits, int i) {
        return digits.charAt(i) - '0';
    }

    private static int number(String digits, int from, int to) {
        return Integer.parseInt(digits, from, to, 10);
    }

    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    /** Day and month of a year whose century is not told: 29 February passes. */
    private static boolean dayMonth(int day, int month) {
        return month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1];
    }

    /** USA, social security: no area 000, 666 or 900 to 999, no group 00, no serial 0000 (SSA, POMS RM 10201.035). No check digit. */
    static boolean usSsn(String n) {
        return usBlocks(n) && n.charAt(0) != '9' && !n.equals("123456789") && !n.equals("078051120");
    }

    private static boolean usBlocks(String n) {
        return !n.startsWith("000") && !n.startsWith("666") && !n.startsWith("00", 3) && !n.startsWith("0000", 5);
    }

    /** USA, taxpayers without social security: 9, then 50–65, 70–88, 90–92 or 94–99 as fourth and fifth digit (IRS, IRM 3.21.263). */
    static boolean usItin(String n) {
        int group = number(n, 3, 5);
        return n.charAt(0) == '9'
                && (group >= 50 && group <= 65
                        || group >= 70 && group <= 88
                        || group >= 90 && group <= 92
                        || group >= 94);
    }

    /**
     * Germany, tax id (§ 139b AO): ISO/IEC 7064 MOD 11,10; of the first ten digits one stands twice, or three times but not in a row,
     * and no other twice (Bundeszentralamt für Steuern).
     */
    static boolean germanTaxId(String n) {
        var counts = new int[10];
        int repeated = 0;
        for (int i = 0; i < 10; i++) {
            int count = ++counts[digit(n, i)];
            repeated += count == 2 ? 1 : 0;
            if (count > 3 || i >= 2 && n.charAt(i) == n.charAt(i - 1) && n.charAt(i) == n.charAt(i - 2)) {
                return false;
            }
        }
        return n.charAt(0) != '0' && repeated == 1 && mod1110(n);
    }

    /** ISO/IEC 7064 MOD 11,10. */
    private static boolean mod1110(String n) {
        int product = 10;
        for (int i = 0; i < n.length() - 1; i++) {
            int sum = (digit(n, i) + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == digit(n, n.length() - 1);
    }

    /** France, NIR: 13 digits and 97 minus their remainder by 97 (décret 82-103, INSEE). Corsica's letters are not taken. */
    static boolean frenchNir(String n) {
        int month = number(n, 3, 5);
        return (n.charAt(0) == '1' || n.charAt(0) == '2')
                && (month >= 1 && month <= 12 || month >= 20 && month <= 42 || month >= 50)
                && 97 - Long.parseLong(n, 0, 13, 10) % 97 == number(n, 13, 15);
    }

    /** Netherlands, BSN: weights 9 to 2 and −1, divisible by 11 (Wet algemene bepalingen burgerservicenummer). */
    static boolean dutchBsn(String n) {
        return sum(n, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0 && !n.equals("000000000");
    }

    /** Poland, PESEL: weights 1 3 7 9; the century is added to the month (ustawa o ewidencji ludności, art. 15). */
    static boolean polishPesel(String n) {
        int month = number(n, 2, 4) % 20;
        return dayMonth(number(n, 4, 6), month) && sum(n, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0;
    }

    /** Belgium: 97 minus the remainder of the first nine by 97, with a 2 before them for births from 2000 (arrêté royal 3.4.1984). */
    static boolean belgianNumber(String n) {
        int month = number(n, 2, 4) % 20;
        int day = number(n, 4, 6);
        long first = Long.parseLong(n, 0, 9, 10);
        int check = number(n, 9, 11);
        return month <= 12 && day <= 31 && (97 - first % 97 == check || 97 - (2_000_000_000L + first) % 97 == check);
    }

    /** Sweden: Luhn over ten digits; days from 61 are coordination numbers (Skatteverket, SKV 704 and 707). */
    static boolean swedishNumber(String n) {
        var ten = n.substring(n.length() - 10);
        int day = number(ten, 4, 6);
        boolean century = n.length() == 10 || n.startsWith("19") || n.startsWith("20") || n.startsWith("18");
        return century && dayMonth(day > 60 ? day - 60 : day, number(ten, 2, 4)) && CheckDigits.luhn(ten);
    }

    /** United Kingdom, NHS number: weights 10 to 2, 11 minus the remainder by 11 (NHS Data Dictionary). */
    static boolean nhsNumber(String n) {
        int check = 11 - sum(n, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return (check == 11 ? 0 : check) == digit(n, 9) && n.chars().distinct().count() > 1;
    }

    /** Norway: two check digits by 11 (Skatteetaten); D numbers add 4 to the first digit. */
    static boolean norwegianNumber(String n) {
        return dayMonth(number(n, 0, 2) % 40, number(n, 2, 4) % 40)
                && sum(n, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0
                && sum(n, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    /** Denmark, CPR: a date; since 2007 the check digit no longer holds for all (CPR-kontoret), so it is not asked for. */
    static boolean danishNumber(String n) {
        return dayMonth(number(n, 0, 2), number(n, 2, 4));
    }

    /** Switzerland, AHV: 756 and the check digit of EAN-13 (Zentrale Ausgleichsstelle). */
    static boolean swissAhv(String n) {
        return n.startsWith("756") && sum(n, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1) % 10 == 0;
    }

    /** Austria, social security: the fourth digit checks the others by 11 (Dachverband der Sozialversicherungsträger). */
    static boolean austrianNumber(String n) {
        int month = number(n, 6, 8);
        return n.charAt(0) != '0'
                && number(n, 4, 6) >= 1
                && number(n, 4, 6) <= 31
                && month >= 1
                && month <= 15
                && sum(n, 3, 7, 9, 0, 5, 8, 4, 2, 1, 6) % 11 == digit(n, 3);
    }

    /** Portugal, NIF of persons: weights 9 to 2 by 11 (Decreto-Lei 14/2013). */
    static boolean portugueseNif(String n) {
        int check = 11 - sum(n, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return "123".indexOf(n.charAt(0)) >= 0 && (check >= 10 ? 0 : check) == digit(n, 8);
    }

    /** Czechia and Slovakia, rodné číslo: divisible by 11; women add 50 to the month (zákon 133/2000 Sb., § 13). */
    static boolean czechNumber(String n) {
        int month = number(n, 2, 4) % 50;
        return dayMonth(number(n, 4, 6), month > 20 ? month - 20 : month) && Long.parseLong(n) % 11 == 0;
    }

    /** Romania, CNP: weights 279146358279 by 11, 10 counts as 1 (Legea 105/1996; OUG 97/2005). */
    static boolean romanianCnp(String n) {
        int check = sum(n, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
        return n.charAt(0) != '0'
                && dayMonth(number(n, 5, 7), number(n, 3, 5))
                && (check == 10 ? 1 : check) == digit(n, 12);
    }

    /** Bulgaria, EGN: weights 2 4 8 5 10 9 7 3 6 by 11 and by 10; the century is added to the month (GRAO). */
    static boolean bulgarianEgn(String n) {
        return dayMonth(number(n, 4, 6), number(n, 2, 4) % 20)
                && sum(n, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == digit(n, 9);
    }

    /** Croatia, OIB: ISO/IEC 7064 MOD 11,10 (Zakon o osobnom identifikacijskom broju). */
    static boolean croatianOib(String n) {
        return mod1110(n);
    }

    /** Estonia and Lithuania: weights from 1, and from 3 where that gives 10 (EVS 585:2007). */
    static boolean balticNumber(String n) {
        int check = sum(n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1) % 11;
        if (check == 10) {
            check = sum(n, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3) % 11 % 10;
        }
        return "123456".indexOf(n.charAt(0)) >= 0
                && dayMonth(number(n, 5, 7), number(n, 3, 5))
                && check == digit(n, 10);
    }

    /** Greece, AMKA: a date and Luhn (law 3655/2008, article 153). */
    static boolean greekAmka(String n) {
        return dayMonth(number(n, 0, 2), number(n, 2, 4)) && CheckDigits.luhn(n);
    }

    /** Hungary, TAJ: weights 3 and 7 in turn, by 10 (1996. évi XX. törvény). */
    static boolean hungarianTaj(String n) {
        return sum(n, 3, 7, 3, 7, 3, 7, 3, 7) % 10 == digit(n, 8) && !n.equals("000000000");
    }

    /** Slovenia, EMŠO: weights 7 to 2 twice, by 11 (Zakon o centralnem registru prebivalstva). */
    static boolean slovenianEmso(String n) {
        return dayMonth(number(n, 0, 2), number(n, 2, 4)) && sum(n, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    private static final String SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE";

    /** Spain, DNI of eight digits and NIE of X, Y or Z and seven: the letter is the remainder by 23 (Real Decreto 1553/2005). */
    static boolean spanish(String digits, char letter) {
        return SPANISH.charAt((int) (Long.parseLong(digits) % 23)) == letter;
    }

    private static final String FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY";

    /** Finland: a date, a sign of the century, three digits, and the remainder by 31 (Digi- ja väestötietovirasto). */
    static boolean finnish(String nine, char check) {
        return dayMonth(number(nine, 0, 2), number(nine, 2, 4))
                && number(nine, 6, 9) >= 2
                && FINNISH.charAt((int) (Long.parseLong(nine) % 31)) == check;
    }

    /** Ireland, PPS: weights 8 to 2, a second letter times 9, by 23 (Department of Social Protection). @param second 0 where there is none */
    static boolean irishPps(String seven, char check, char second) {
        int sum = sum(seven, 8, 7, 6, 5, 4, 3, 2) + (second == 0 || second == 'W' ? 0 : 9 * (second - 'A' + 1));
        return "WABCDEFGHIJKLMNOPQRSTUV".charAt(sum % 23) == check;
    }

    /** United Kingdom, national insurance: which letters it has (HMRC, NIM39110). No check digit. */
    static boolean ukNino(char first, char second) {
        var prefix = "" + first + second;
        return "DFIQUV".indexOf(first) < 0
                && "DFIOQUV".indexOf(second) < 0
                && !" BG GB KN NK NT TN ZZ ".contains(" " + prefix + " ");
    }

    private static final int[] ITALIAN_ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };
    private static final String ITALIAN_MONTHS = "ABCDEHLMPRST";
    private static final String ITALIAN_DIGITS = "LMNPQRSTUV";
    /** L a letter, d a digit or the letter that stands for one where two people would have the same code, M the month. */
    private static final String ITALIAN_FORM = "LLLLLLddMddLddd";

    /** Italy, codice fiscale, 16 characters in upper case (D.M. 23/12/1976). */
    static boolean italianCode(String code) {
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = code.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean fits = switch (ITALIAN_FORM.charAt(i)) {
                case 'd' -> digit || ITALIAN_DIGITS.indexOf(c) >= 0;
                case 'M' -> ITALIAN_MONTHS.indexOf(c) >= 0;
                default -> !digit;
            };
            if (!fits) {
                return false;
            }
            int value = digit ? c - '0' : c - 'A';
            sum += i % 2 == 0 ? ITALIAN_ODD[value] : value;
        }
        return code.charAt(15) == 'A' + sum % 26;
    }
}
