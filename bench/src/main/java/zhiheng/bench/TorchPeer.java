package zhiheng.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import zhiheng.base.Json;
import zhiheng.base.JsonReader;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.kits.Net;
import zhiheng.drills.target.Shape;

/**
 * Runs a script of the Adversarial Robustness Toolbox over one of our networks: weights, pictures and labels go into a folder, the
 * script builds the same network in torch, checks that its logits are ours, and says its figures as lines of JSON. It needs python3 (or
 * what PYTHON names) with torch, scikit-learn, tqdm, six and packaging.
 */
final class TorchPeer {
    private static final String PYTHON = System.getenv().getOrDefault("PYTHON", "python3");

    private TorchPeer() {}

    /** @param art a folder that holds the package {@code art} */
    static List<Map<String, Object>> run(String script, Net net, Labelled data, Map<String, Object> more, Path art)
            throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("torch-peer");
        try {
            write(folder.resolve("images.bin"), Arrays.asList(data.inputs()));
            write(
                    folder.resolve("scores.bin"),
                    Arrays.stream(data.inputs()).map(net::scores).toList());
            write(
                    folder.resolve("weights.bin"),
                    net.plan().stream()
                            .flatMap(p -> List.of(p.weights(), p.bias()).stream())
                            .toList());
            var meta = new LinkedHashMap<>(more);
            meta.put("labels", Arrays.stream(data.labels()).boxed().toList());
            var shape = (Shape.Picture) net.shape();
            meta.put("shape", List.of(shape.channels(), shape.height(), shape.width()));
            meta.put("layers", net.plan().stream().map(TorchPeer::layer).toList());
            Files.writeString(folder.resolve("meta.json"), Json.write(meta));
            copy(folder, "art_net.py");
            copy(folder, script);
            return said(new ProcessBuilder(
                            PYTHON, "-B", folder.resolve(script).toString(), folder.toString(), art.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } finally {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static List<Object> layer(Net.Plan plan) {
        var layer = new ArrayList<Object>(List.of(plan.kind()));
        layer.addAll(plan.size());
        return layer;
    }

    private static void write(Path file, List<float[]> rows) throws IOException {
        int count = rows.stream().mapToInt(r -> r.length).sum();
        var bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        rows.forEach(row -> {
            for (float value : row) {
                bytes.putFloat(value);
            }
        });
        Files.write(file, bytes.array());
    }

    private static void copy(Path folder, String name) throws IOException {
        try (var in = TorchPeer.class.getResourceAsStream(name)) {
            Files.write(folder.resolve(name), Objects.requireNonNull(in, name).readAllBytes());
        }
    }

    private static List<Map<String, Object>> said(Process process) throws IOException, InterruptedException {
        var said = new ArrayList<Map<String, Object>>();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    var values = new LinkedHashMap<String, Object>();
                    JsonReader.object(line, JsonReader.Limits.BODY)
                            .forEach((name, value) -> values.put(name, Objects.requireNonNull(value)));
                    said.add(values);
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException("the script ended with " + process.exitValue());
        }
        return said;
    }

    static double number(Map<String, Object> said, String name) {
        return ((Number) Objects.requireNonNull(said.get(name), name)).doubleValue();
    }
}
