package zhiheng.base;

import java.util.Optional;

/** The unified social credit code of an organisation in China, GB 32100-2015: 18 characters, the last checks the others. */
public final class CreditCode {
    public static final int LENGTH = 18;
    /** Without I, O, S, V, Z, which are read for digits. */
    public static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

    private CreditCode() {}

    /** What is wrong with a code, or empty when it is sound. */
    public static Optional<Text> problem(String code) {
        if (code.length() != LENGTH) {
            return wrong(
                    "统一社会信用代码应为" + LENGTH + "个字符，实为" + code.length(),
                    "a unified social credit code has " + LENGTH + " characters, not " + code.length());
        }
        for (int i = 0; i < LENGTH; i++) {
            if (ALPHABET.indexOf(code.charAt(i)) < 0) {
                return wrong(
                        "统一社会信用代码第" + (i + 1) + "位字符不允许",
                        "the social credit code may not have the character " + code.charAt(i) + " at " + (i + 1));
            }
        }
        char check = checkCharacter(code.substring(0, LENGTH - 1));
        return code.charAt(LENGTH - 1) == check
                ? Optional.empty()
                : wrong(
                        "统一社会信用代码第18位(校验位)应为 " + check,
                        "character 18 of the social credit code, its check character, should be " + check);
    }

    /** The 18th character, by the first 17: modulus 31. */
    public static char checkCharacter(String first17) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += ALPHABET.indexOf(first17.charAt(i)) * WEIGHTS[i];
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }

    private static Optional<Text> wrong(String zh, String en) {
        return Optional.of(new Text(zh, en));
    }
}
