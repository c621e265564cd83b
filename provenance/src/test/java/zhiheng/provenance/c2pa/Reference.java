package zhiheng.provenance.c2pa;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import zhiheng.base.Json;
import zhiheng.base.testing.Needed;

/** The reference implementation (c2pa-rs as WebAssembly, in Node). One start for all jobs of a test. */
final class Reference {
    private static final Path NODE = Path.of("src/test/node");
    private final List<Map<String, Object>> jobs = new ArrayList<>();

    static Reference needed() {
        Needed.program("node");
        Needed.that(
                Files.isDirectory(NODE.resolve("node_modules/@contentauth/c2pa-wasm")), "c2pa-wasm is not installed");
        return new Reference();
    }

    void read(Path file, String type, Path anchors) {
        jobs.add(Map.of("do", "read", "file", file.toString(), "type", type, "anchors", anchors.toString()));
    }

    void sign(Path file, Path out, String type, Path key, Path chain, String algorithm, boolean parent) {
        jobs.add(job(file, out, type, key, chain, algorithm, parent));
    }

    /** Says something more about a file that is signed, without a change to it. */
    void update(Path file, Path out, String type, Path key, Path chain) {
        var job = job(file, out, type, key, chain, "es256", true);
        job.put("intent", "update");
        jobs.add(job);
    }

    /** With a claim of version 1, as files before 2024 have. */
    void signOldForm(Path file, Path out, String type, Path key, Path chain) {
        var job = job(file, out, type, key, chain, "es256", false);
        job.put("version", 1);
        jobs.add(job);
    }

    private static Map<String, Object> job(
            Path file, Path out, String type, Path key, Path chain, String algorithm, boolean parent) {
        var job = new LinkedHashMap<String, Object>();
        job.put("do", "sign");
        job.put("file", file.toString());
        job.put("out", out.toString());
        job.put("type", type);
        job.put("key", key.toString());
        job.put("chain", chain.toString());
        job.put("alg", algorithm);
        if (parent) {
            job.put("parent", true);
        }
        return job;
    }

    /** An answer for each job, in their order. */
    List<Map<?, ?>> run() throws IOException, InterruptedException {
        var process = new ProcessBuilder("node", "c2pa.mjs")
                .directory(NODE.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(Json.write(jobs).getBytes(StandardCharsets.UTF_8));
        }
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the reference ended with " + process.exitValue());
        }
        try (var parser = new JsonFactory().createParser(ObjectReadContext.empty(), out)) {
            parser.nextToken();
            var answers = new ArrayList<Map<?, ?>>();
            for (var one : (List<?>) value(parser)) {
                answers.add((Map<?, ?>) one);
            }
            return answers;
        }
    }

    /** All status codes that an answer gives for the active manifest, in one line. */
    static String codes(Map<?, ?> answer) {
        if (!(answer.get("validation_results") instanceof Map<?, ?> results)
                || !(results.get("activeManifest") instanceof Map<?, ?> active)) {
            return String.valueOf(answer);
        }
        return active.values().stream()
                .flatMap(list -> ((List<?>) list).stream())
                .map(status -> String.valueOf(((Map<?, ?>) status).get("code")))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static Object value(JsonParser in) {
        return switch (in.currentToken()) {
            case START_OBJECT -> {
                var map = new LinkedHashMap<String, Object>();
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    var name = in.currentName();
                    in.nextToken();
                    map.put(name, value(in));
                }
                yield map;
            }
            case START_ARRAY -> {
                var list = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(in));
                }
                yield list;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> "";
            default -> in.getString();
        };
    }
}
