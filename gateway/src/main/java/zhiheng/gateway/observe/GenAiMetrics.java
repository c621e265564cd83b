package zhiheng.gateway.observe;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import zhiheng.gateway.Interaction;

/**
 * Calls as Prometheus reads them (text format 0.0.4), under the names of OpenTelemetry's conventions for generative AI: {@code
 * gen_ai.client.operation.duration} and {@code gen_ai.client.token.usage} with their buckets, and what only a gateway knows. Models are
 * named by callers, so at most {@value #MOST_SERIES} combinations are told apart; later ones count as {@code other}.
 */
public final class GenAiMetrics {
    static final int MOST_SERIES = 2_000;
    private static final double[] SECONDS = {
        .01, .02, .04, .08, .16, .32, .64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92
    };
    private static final double[] TOKENS = {
        1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864
    };

    private static final class Histogram {
        private final double[] bounds;
        private final long[] counts;
        private double sum;
        private long count;

        Histogram(double[] bounds) {
            this.bounds = bounds;
            counts = new long[bounds.length];
        }

        synchronized void add(double value) {
            for (int i = 0; i < bounds.length; i++) {
                if (value <= bounds[i]) {
                    counts[i]++; // buckets are cumulative when they are written
                    break;
                }
            }
            sum += value;
            count++;
        }

        synchronized void write(StringBuilder out, String name, String labels) {
            long below = 0;
            for (int i = 0; i < bounds.length; i++) {
                below += counts[i];
                out.append(name)
                        .append("_bucket{")
                        .append(labels)
                        .append(",le=\"")
                        .append(plain(bounds[i]));
                out.append("\"} ").append(below).append('\n');
            }
            out.append(name)
                    .append("_bucket{")
                    .append(labels)
                    .append(",le=\"+Inf\"} ")
                    .append(count)
                    .append('\n');
            out.append(name)
                    .append("_sum{")
                    .append(labels)
                    .append("} ")
                    .append(sum)
                    .append('\n');
            out.append(name)
                    .append("_count{")
                    .append(labels)
                    .append("} ")
                    .append(count)
                    .append('\n');
        }
    }

    private final Map<String, Histogram> durations = new TreeMap<>();
    private final Map<String, Histogram> tokens = new TreeMap<>();
    private final Map<String, LongAdder> refusals = new TreeMap<>();
    private final Map<String, LongAdder> detections = new TreeMap<>();
    private final Map<String, LongAdder> labelled = new TreeMap<>();

    public synchronized void add(List<Interaction> calls) {
        for (var call : calls) {
            var system = "system=\"" + escaped(call.system()) + "\"";
            if (!call.clause().isEmpty()) {
                adder(refusals, system + ",clause=\"" + escaped(call.clause()) + "\"")
                        .increment();
            }
            for (var found : call.detections().entrySet()) {
                adder(detections, system + ",kind=\"" + escaped(found.getKey()) + "\"")
                        .add(found.getValue());
            }
            if (call.labelled()) {
                adder(labelled, system).increment();
            }
            if (call.upstream().isEmpty()) {
                continue; // no operation took place
            }
            var operation = system + ",gen_ai_operation_name=\"" + operation(call.surface())
                    + "\",gen_ai_provider_name=\"" + escaped(call.upstream()) + "\",gen_ai_request_model=\""
                    + escaped(call.model()) + "\"";
            var error = call.status() < 400 ? "" : Integer.toString(call.status());
            histogram(durations, operation + ",error_type=\"" + error + "\"", SECONDS)
                    .add(call.micros() / 1e6);
            if (call.tokensIn() > 0) {
                histogram(tokens, operation + ",gen_ai_token_type=\"input\"", TOKENS)
                        .add(call.tokensIn());
            }
            if (call.tokensOut() > 0) {
                histogram(tokens, operation + ",gen_ai_token_type=\"output\"", TOKENS)
                        .add(call.tokensOut());
            }
        }
    }

    /** {@code gen_ai.operation.name} of a path below {@code /v1/}. */
    public static String operation(String surface) {
        return switch (surface) {
            case "chat/completions", "responses", "messages" -> "chat";
            case "completions" -> "text_completion";
            case "embeddings" -> "embeddings";
            case "rerank" -> "retrieval";
            case "images/generations", "audio/speech" -> "generate_content";
            default -> surface.startsWith(Interaction.MCP) ? "execute_tool" : surface;
        };
    }

    private static LongAdder adder(Map<String, LongAdder> series, String labels) {
        return series.computeIfAbsent(room(series, labels), k -> new LongAdder());
    }

    private static Histogram histogram(Map<String, Histogram> series, String labels, double[] bounds) {
        return series.computeIfAbsent(room(series, labels), k -> new Histogram(bounds));
    }

    private static String room(Map<String, ?> series, String labels) {
        return series.size() < MOST_SERIES || series.containsKey(labels) ? labels : "system=\"other\"";
    }

    public synchronized String text() {
        var out = new StringBuilder();
        head(
                out,
                "gen_ai_client_operation_duration_seconds",
                "histogram",
                "Time from call to the last byte of its answer.");
        durations.forEach((labels, h) -> h.write(out, "gen_ai_client_operation_duration_seconds", labels));
        head(out, "gen_ai_client_token_usage", "histogram", "Tokens of a call, as the upstream counts them.");
        tokens.forEach((labels, h) -> h.write(out, "gen_ai_client_token_usage", labels));
        counters(out, "zhiheng_refusals_total", "Calls refused, by the permit's clause.", refusals);
        counters(out, "zhiheng_detections_total", "Findings of inspection, by direction and kind.", detections);
        counters(out, "zhiheng_labelled_total", "Answers that carried a label.", labelled);
        return out.toString();
    }

    private static void counters(StringBuilder out, String name, String help, Map<String, LongAdder> series) {
        head(out, name, "counter", help);
        series.forEach((labels, n) -> out.append(name)
                .append('{')
                .append(labels)
                .append("} ")
                .append(n.sum())
                .append('\n'));
    }

    private static void head(StringBuilder out, String name, String type, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : String.format(Locale.ROOT, "%s", bound);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
