package zhiheng.labels.label;

import java.util.Optional;
import zhiheng.base.CreditCode;
import zhiheng.base.Text;

/**
 * The 27-character provider code of TC260-PG-20252A for organisations: {@code 00}, subject type 1, binding mode 1, the
 * unified social credit code (18), service type (1 generation, 2 propagation), and a self-assigned code of four.
 */
public final class ProducerCode {
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
        var wrong = CreditCode.problem(credit);
        if (wrong.isPresent()) {
            return wrong;
        }
        char service = code.charAt(22);
        if (service != '1' && service != '2') {
            return wrong(
                    "第23位(服务类型)应为 1(生成)或 2(传播)",
                    "the service type, character 23, is 1 (generation) or 2 (propagation)");
        }
        return serviceProblem(code.substring(23));
    }

    /** What is wrong with the four characters that an organisation assigns to a service; empty when they are sound. */
    public static Optional<Text> serviceProblem(String service) {
        return service.matches("[0-9A-Z]{4}")
                ? Optional.empty()
                : wrong("末四位(服务编号)应为四个 0-9A-Z", "the last four characters, the service number, are 0-9 or A-Z");
    }

    /** Whether a value means to be a code rather than a name. */
    public static boolean looksLike(String value) {
        return value.startsWith("0011") && value.length() >= 20 && value.length() <= 34;
    }

    private static Optional<Text> wrong(String zh, String en) {
        return Optional.of(new Text(zh, en));
    }
}
