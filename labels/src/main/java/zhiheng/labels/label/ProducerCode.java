package zhiheng.labels.label;

import java.util.Optional;
import zhiheng.base.Text;

/**
 * The 27-character provider code of TC260-PG-20252A for organisations: {@code 00}, subject type 1, binding mode 1, the
 * unified social credit code (18), service type (1 generation, 2 propagation), and a self-assigned code of four.
 */
public final class ProducerCode {
    /** GB 32100-2015: the alphabet, without I, O, S, V, Z. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

    private ProducerCode() {}

    /** @throws IllegalArgumentException naming the part that is wrong */
    public static String of(String creditCode, boolean generation, String serviceCode) {
        String code = "0011" + creditCode + (generation ? "1" : "2") + serviceCode;
        problem(code).ifPresent(p -> {
            throw new IllegalArgumentException(p.en());
        });
        return code;
    }

    /** What is wrong with a code, or empty when it is sound. */
    public static Optional<Text> problem(String code) {
        if (code.length() != 27) {
            return wrong("编码应为27个字符, 实为" + code.length(), "a provider code has 27 characters, not " + code.length());
        }
        if (!code.startsWith("0011")) {
            return wrong("编码应以 0011 开头(组织, 统一社会信用代码)", "a provider code of an organisation begins with 0011");
        }
        String credit = code.substring(4, 22);
        for (int i = 0; i < 18; i++) {
            if (ALPHABET.indexOf(credit.charAt(i)) < 0) {
                return wrong(
                        "统一社会信用代码第" + (i + 1) + "位字符不允许",
                        "the social credit code may not have the character " + credit.charAt(i) + " at " + (i + 1));
            }
        }
        char check = checkCharacter(credit.substring(0, 17));
        if (credit.charAt(17) != check) {
            return wrong("统一社会信用代码校验位应为 " + check, "the check character of the social credit code should be " + check);
        }
        char service = code.charAt(22);
        if (service != '1' && service != '2') {
            return wrong("服务类型应为 1(生成)或 2(传播)", "the service type is 1 (generation) or 2 (propagation)");
        }
        for (int i = 23; i < 27; i++) {
            char c = code.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z')) {
                return wrong("末四位应为 0-9A-Z", "the last four characters are 0-9 or A-Z");
            }
        }
        return Optional.empty();
    }

    /** Whether a value means to be a code rather than a name. */
    public static boolean looksLike(String value) {
        return value.startsWith("0011") && value.length() >= 20 && value.length() <= 34;
    }

    /** The 18th character of a unified social credit code (GB 32100-2015, modulus 31). */
    static char checkCharacter(String first17) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += ALPHABET.indexOf(first17.charAt(i)) * WEIGHTS[i];
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }

    private static Optional<Text> wrong(String zh, String en) {
        return Optional.of(new Text(zh, en));
    }
}
