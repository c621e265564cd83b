package zhiheng.server.ground.page;

import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import zhiheng.base.CreditCode;
import zhiheng.labels.label.ProducerCode;

/**
 * The producer's code as a form asks for it: made from the unified social credit code, which an organisation knows, and
 * a number that it gives the service; or typed whole. Its two fields stand in {@code tag/producer.jte}.
 */
public final class ProducerField {
    private static final String CODE = "producer";
    private static final String SERVICE = "service";

    private ProducerField() {}

    /**
     * The code; empty where none was typed.
     *
     * @param wrong is told what is wrong, by field
     */
    public static String read(Visit visit, BiConsumer<String, String> wrong) {
        return read(visit.words, visit::typed, wrong);
    }

    /** As {@link #read(Visit, BiConsumer)}, of {@code fields} by their names. */
    public static String read(Words words, UnaryOperator<String> fields, BiConsumer<String, String> wrong) {
        var typed = fields.apply(CODE).toUpperCase(Locale.ROOT).replaceAll("\\s", "");
        var service = fields.apply(SERVICE).toUpperCase(Locale.ROOT);
        if (typed.isEmpty()) {
            if (!service.isEmpty()) {
                wrong.accept(CODE, words.t("producer.service.alone"));
            }
            return "";
        }
        if (typed.length() == CreditCode.LENGTH) {
            var credit = CreditCode.problem(typed);
            var own = ProducerCode.serviceProblem(service);
            credit.ifPresent(p -> wrong.accept(CODE, words.t(p)));
            own.ifPresent(p -> wrong.accept(SERVICE, words.t(p)));
            return credit.isEmpty() && own.isEmpty() ? ProducerCode.of(typed, true, service) : typed;
        }
        ProducerCode.problem(typed).ifPresent(p -> wrong.accept(CODE, words.t(p)));
        if (!typed.endsWith(service)) {
            wrong.accept(SERVICE, words.t("producer.service.other"));
        }
        return typed;
    }
}
